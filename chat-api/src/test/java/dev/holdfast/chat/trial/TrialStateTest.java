package dev.holdfast.chat.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrialStateTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant ASKED = Instant.parse("2026-11-22T10:00:00Z");

    private final TrialState trial = new TrialState(ASKED);

    @Test
    void isBeingTriedForAsLongAsAWorkerHasPatience() {
        assertThat(trial.shown(PATIENCE, ASKED)).isEqualTo(TrialStatus.CHECKING);
        assertThat(trial.shown(PATIENCE, ASKED.plus(PATIENCE))).isEqualTo(TrialStatus.CHECKING);
        assertThat(trial.isAnswered()).isFalse();
    }

    @Test
    void isNotWaitedForForEver() {
        assertThat(trial.shown(PATIENCE, ASKED.plus(PATIENCE).plusMillis(1)))
                .isEqualTo(TrialStatus.UNREACHABLE);
    }

    @Test
    void isWaitedForAnewWhenItIsAskedForAgain() {
        // when
        trial.awaitCheck(ASKED.plus(PATIENCE.multipliedBy(2)));

        // then
        assertThat(trial.shown(PATIENCE, ASKED.plus(PATIENCE.multipliedBy(3))))
                .isEqualTo(TrialStatus.CHECKING);
    }
}
