package dev.holdfast.contracts.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.Conformance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTypeTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByItsSlug(ProblemType type) {
        assertThat(type.slug()).matches("[a-z]+(-[a-z]+)*");
        assertThat(ProblemType.ofSlug(type.slug())).contains(type);
    }

    @Test
    void makesADocumentThatSaysWhatToDo() {
        // when
        Problem problem =
                ProblemType.MESSAGE_TOO_LONG
                        .because("Shorten it to 100000 characters.")
                        .inField("text");

        // then
        assertThat(Conformance.JSON.valueToTree(problem).toString())
                .isEqualTo(
                        "{\"type\":\"urn:holdfast:problem:message-too-long\",\"slug\":\"message-too-long\",\"title\":\"The"
                            + " message is too long\",\"status\":413,\"detail\":\"Shorten it to"
                            + " 100000 characters.\",\"field\":\"text\"}");
    }
}
