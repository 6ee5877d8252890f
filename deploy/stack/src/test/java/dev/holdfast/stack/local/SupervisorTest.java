package dev.holdfast.stack.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisorTest {

    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "1, ''",
        "3, ', its memory ran out'",
        "70, ', it could not go on'",
        "137, ', it was killed'"
    })
    void saysWhatAServiceMeansByItsExitCode(int code, String meaning) {
        assertThat(Supervisor.meaning(code)).isEqualTo(meaning);
    }
}
