package dev.holdfast.stack.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Path DATA = Path.of("data");

    @Test
    void haveOneWorkerAndAPersonWatching() {
        assertThat(Options.parse(DATA, List.of())).isEqualTo(new Options(DATA, false, 1, 0));
    }

    @Test
    void areRead() {
        assertThat(Options.parse(DATA, List.of("--json", "--workers", "3", "--parent", "42")))
                .isEqualTo(new Options(DATA, true, 3, 42));
    }

    @Test
    void sayWhatIsWrongWithThem() {
        assertThatThrownBy(() -> Options.parse(DATA, List.of("--workers", "many")))
                .isInstanceOf(Hint.class)
                .hasMessage("--workers wants a number from 0 to 64, not \"many\".");
        assertThatThrownBy(() -> Options.parse(DATA, List.of("--workers")))
                .isInstanceOf(Hint.class);
        assertThatThrownBy(() -> Options.parse(DATA, List.of("--fast")))
                .isInstanceOf(Hint.class)
                .hasMessageContaining("--fast");
    }
}
