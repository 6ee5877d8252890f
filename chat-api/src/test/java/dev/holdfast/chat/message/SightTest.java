package dev.holdfast.chat.message;

import static dev.holdfast.chat.message.Sight.Verdict.BEHIND;
import static dev.holdfast.chat.message.Sight.Verdict.CAUGHT_UP;
import static dev.holdfast.chat.message.Sight.Verdict.LOOK_AGAIN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SightTest {
    private static final long END = 7;

    @Test
    void looksAgainUntilThePositionIsReached() {
        assertThat(new Sight(6, false, false).verdict(END, false)).isEqualTo(LOOK_AGAIN);
        assertThat(new Sight(7, false, false).verdict(END, false)).isEqualTo(CAUGHT_UP);
        assertThat(new Sight(8, false, false).verdict(END, false)).isEqualTo(CAUGHT_UP);
    }

    @Test
    void isContentWithTheEndOfTheGenerationWhereverThePositionIs() {
        assertThat(new Sight(0, true, false).verdict(END, false)).isEqualTo(CAUGHT_UP);
        assertThat(new Sight(0, true, true).verdict(END, true)).isEqualTo(CAUGHT_UP);
    }

    @Test
    void waitsBeyondThePositionForAnEndThatIsOnItsWay() {
        assertThat(new Sight(7, false, true).verdict(END, false)).isEqualTo(LOOK_AGAIN);
        assertThat(new Sight(7, false, true).verdict(END, true)).isEqualTo(CAUGHT_UP);
    }

    @Test
    void isBehindWhereThePositionIsNotReachedInTime() {
        assertThat(new Sight(6, false, false).verdict(END, true)).isEqualTo(BEHIND);
        assertThat(new Sight(6, false, true).verdict(END, true)).isEqualTo(BEHIND);
    }
}
