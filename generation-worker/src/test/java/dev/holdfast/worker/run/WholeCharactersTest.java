package dev.holdfast.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WholeCharactersTest {
    private final WholeCharacters pieces = new WholeCharacters();

    @Test
    void putsTogetherAPairThatWasCut() {
        assertThat(pieces.take("a\uD83D")).isEqualTo("a");
        assertThat(pieces.take("")).isEmpty();
        assertThat(pieces.take("\uDE00b")).isEqualTo("\uD83D\uDE00b");
    }

    @Test
    void replacesHalvesThatStayAloneAndZero() {
        assertThat(pieces.take("\uDE00a\u0000")).isEqualTo("\uFFFDa\uFFFD");
        assertThat(pieces.take("\uD83D")).isEmpty();
        assertThat(pieces.take("x")).isEqualTo("\uFFFDx");
        assertThat(pieces.take("\uD83D")).isEmpty();
        assertThat(pieces.take("\uD83D\uDE00")).isEqualTo("\uFFFD\uD83D\uDE00");
    }
}
