package dev.holdfast.worker.provider.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.Completion.Correction;
import dev.holdfast.worker.provider.Heard;
import dev.holdfast.worker.provider.ProviderFailure;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumedTest {
    private static final String KEPT = "The sea rises twice a day, since the moon pulls";

    private final Heard heard = new Heard();
    private final Resumed resumed = new Resumed(KEPT, heard);

    @Test
    void passesOnWhatFollows() {
        resumed.reasoned("Go on, then.");
        resumed.answered(KEPT.substring(20));
        resumed.answered(" at it.");
        resumed.completed(new Completion(FinishReason.STOP));

        assertThat(heard.text()).isEqualTo(" at it.");
        assertThat(heard.reasoning()).isEqualTo("Go on, then.");
        assertThat(heard.began).isZero();
        assertThat(heard.onlyEnd()).isEqualTo(new Completion(FinishReason.STOP));
    }

    @Test
    void setsAnAnswerOffThatWasBegunAgain() {
        resumed.answered("The sea rises twice each day");
        resumed.answered(".");

        assertThat(heard.began).isOne();
        assertThat(heard.text()).isEqualTo("\n\n---\n\nThe sea rises twice each day.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"The sea", "twice a day, sin", "The sea rises twice a day, since"})
    void repeatsNothingOfARepetitionThatIsCutOff(String begun) {
        resumed.answered(begun);
        resumed.failed(new ProviderFailure.CutOff());

        assertThat(heard.text()).isEmpty();
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.CutOff());
    }

    @Test
    void losesNothingElseThatIsHeldBackWhenTheCallIsCutOff() {
        resumed.answered("Sure, going on");
        resumed.failed(new ProviderFailure.CutOff());

        assertThat(heard.text()).isEqualTo("Sure, going on");
    }

    @Test
    void joinsACorrectedAnswerToo() {
        resumed.answered("They want me to go on.\n</think>\n");
        resumed.answered(KEPT.substring(20) + " at it.");
        resumed.completed(new Completion(FinishReason.STOP, new Correction.ThoughtFirst(32)));

        Correction correction = Objects.requireNonNull(((Completion) heard.onlyEnd()).correction());
        assertThat(correction.text("", "")).isEqualTo(" at it.");
        assertThat(correction.reasoning("", "")).startsWith("They want me to go on.");
    }
}
