package dev.holdfast.chat.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chat.generation.Generation;
import dev.holdfast.chat.generation.Watched;
import dev.holdfast.chat.generation.Watched.QueuePlace;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Status;
import dev.holdfast.contracts.request.GenerationOptions;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final SupervisionConfig DEFAULTS =
            new SmallRyeConfigBuilder()
                    .withConverter(Duration.class, 100, new DurationConverter())
                    .withMapping(SupervisionConfig.class)
                    .build()
                    .getConfigMapping(SupervisionConfig.class);
    private static final Verdict WAIT = new Verdict.Wait();
    private static final Verdict ASK_AGAIN = new Verdict.AskAgain();
    private static final Verdict STOP = new Verdict.Stop();
    private static final QueuePlace PLACE = new QueuePlace(0, 7);

    private final Judge judge = new Judge(DEFAULTS, _ -> false);
    private final Judge judgeOfALostRequest = new Judge(DEFAULTS, _ -> true);

    @Test
    void waitsForARunThatWasHeardOfWithinItsLease() {
        assertThat(judge.judge(running(1).silentFor(3.9).watched())).isEqualTo(WAIT);
    }

    @Test
    void asksAgainForARunThatIsSilentPastItsLease() {
        assertThat(judge.judge(running(1).silentFor(4).watched())).isEqualTo(ASK_AGAIN);
    }

    @Test
    void asksAgainAtOnceForARunWhoseLogHasAHole() {
        assertThat(judge.judge(running(1).silentFor(0).gap().watched())).isEqualTo(ASK_AGAIN);
    }

    @Test
    void asksAgainAtOnceForARunThatWasReleasedHoweverManyThereWere() {
        assertThat(judge.judge(running(1).silentFor(0).released().watched())).isEqualTo(ASK_AGAIN);
        assertThat(judge.judge(running(9).silentFor(0).released().watched())).isEqualTo(ASK_AGAIN);
    }

    @Test
    void asksOnceForARunThatWasReleased() {
        Given asked = running(1).requested(2).silentFor(8).askedFor(4).released();
        assertThat(judge.judge(asked.watched())).isEqualTo(WAIT);
        assertThat(Judge.judgeReleased(asked.watched())).isEqualTo(WAIT);
    }

    @Test
    void leavesASilentRunAloneWhereOnlyReleasesAreJudged() {
        assertThat(Judge.judgeReleased(running(1).silentFor(60).gap().watched())).isEqualTo(WAIT);
    }

    @Test
    void endsAReleasedRunThatItsUserWantedToEnd() {
        Given released = running(1).silentFor(0).askedFor(60).released();
        assertThat(judge.judge(released.stopWantedFor(0).watched())).isEqualTo(STOP);
    }

    @Test
    void asksOnlyOnceForEachAttempt() {
        // a hole, and silence, of a run whose successor was asked for and has not begun
        Given successorAsked = running(1).requested(2).silentFor(8).askedFor(4).gap();
        assertThat(judge.judge(successorAsked.watched())).isEqualTo(WAIT);
    }

    @Test
    void countsAHandedOverAttemptThatTheTableDoesNotKnow() {
        // a draining worker asked for attempt 2 by itself
        Given handedOver = running(2).requested(1).silentFor(4);
        assertThat(judge.judge(handedOver.watched())).isEqualTo(ASK_AGAIN);
        assertThat(handedOver.watched().generation().nextAttempt()).isEqualTo(3);
    }

    @Test
    void contendsForTheAttemptThatWorkersWereAskedFor() {
        // a worker may have begun it, which the log then decides
        assertThat(queued().watched().generation().contendedAttempt()).isEqualTo(1);
        assertThat(running(1).requested(2).watched().generation().contendedAttempt()).isEqualTo(2);
        assertThat(running(1).requested(1).watched().generation().contendedAttempt()).isEqualTo(2);
    }

    @Test
    void givesUpARunThatIsSilentInTheLastAttempt() {
        assertThat(slug(judge.judge(running(5).silentFor(4).watched())))
                .isEqualTo("attempts-exhausted");
        assertThat(judge.judge(running(4).silentFor(4).watched())).isEqualTo(ASK_AGAIN);
    }

    @Test
    void waitsForAWorkerToTakeARequest() {
        assertThat(judge.judge(queued().silentFor(500).askedFor(500).at(PLACE).watched()))
                .isEqualTo(WAIT);
    }

    @Test
    void asksAgainForARequestThatLeftTheQueueUnclaimed() {
        Given lost = queued().silentFor(6).at(PLACE);
        assertThat(judgeOfALostRequest.judge(lost.askedFor(5).watched())).isEqualTo(ASK_AGAIN);
    }

    @Test
    void waitsForTheClaimOfAYoungRequestThatLeftTheQueue() {
        Given young = queued().silentFor(6).at(PLACE);
        assertThat(judgeOfALostRequest.judge(young.askedFor(4.9).watched())).isEqualTo(WAIT);
    }

    @Test
    void waitsForARequestThatKafkaDoesNotHaveYet() {
        assertThat(judgeOfALostRequest.judge(queued().silentFor(60).askedFor(60).watched()))
                .isEqualTo(WAIT);
    }

    @Test
    void givesUpARequestThatKafkaRefuses() {
        Given refused = queued().silentFor(0).askedFor(0).at(new QueuePlace(0, -1));
        assertThat(slug(judge.judge(refused.watched()))).isEqualTo("context-too-long");
    }

    @Test
    void givesUpWhatNobodyTookInTime() {
        Given old = queued().silentFor(600).at(PLACE);
        assertThat(slug(judge.judge(old.askedFor(600).watched()))).isEqualTo("no-worker-available");
        // but does not write its end again while that is on its way
        assertThat(judge.judge(old.askedFor(1).watched())).isEqualTo(WAIT);
    }

    @Test
    void leavesAStopToTheRunAtWork() {
        assertThat(judge.judge(running(1).silentFor(0).askedFor(60).stopWantedFor(3.9).watched()))
                .isEqualTo(WAIT);
    }

    @Test
    void stopsForARunThatIsSilentOrDoesNotListen() {
        assertThat(judge.judge(running(1).silentFor(4).askedFor(60).stopWantedFor(0).watched()))
                .isEqualTo(STOP);
        assertThat(judge.judge(running(1).silentFor(0).askedFor(60).stopWantedFor(4).watched()))
                .isEqualTo(STOP);
    }

    @Test
    void stopsWhatWaitsForItsNextAttempt() {
        Given waiting = running(1).requested(2).silentFor(5).askedFor(1);
        assertThat(judge.judge(waiting.stopWantedFor(0.1).watched())).isEqualTo(STOP);
    }

    @Test
    void doesNotWriteAnEndAgainThatIsOnItsWay() {
        Given ending = queued().requested(2).silentFor(30);
        assertThat(judge.judge(ending.askedFor(3.8).stopWantedFor(3.9).watched())).isEqualTo(WAIT);
        assertThat(judge.judge(ending.askedFor(4).stopWantedFor(4.1).watched())).isEqualTo(STOP);
    }

    @Test
    void leavesWhatHasEndedAlone() {
        Given ended = new Given(new Standing(Status.COMPLETED, 1, "run", new Mark(1, 3), 0), 1);
        assertThat(judge.judge(ended.silentFor(60).askedFor(60).stopWantedFor(60).watched()))
                .isEqualTo(WAIT);
    }

    private static String slug(Verdict verdict) {
        return verdict instanceof Verdict.Fail(var problem) ? problem.slug() : verdict.toString();
    }

    private static Given running(int attempt) {
        return new Given(new Standing(Status.RUNNING, attempt, "run", new Mark(1, 3), 0), attempt);
    }

    private static Given queued() {
        return new Given(Standing.QUEUED, 1);
    }

    /** A generation, described. */
    private static final class Given {
        private final Standing standing;
        private int requested;
        private Duration silentFor = Duration.ZERO;
        private Duration askedFor = Duration.ZERO;
        private @Nullable Duration stopWantedFor;
        private boolean gap;
        private boolean released;
        private @Nullable QueuePlace place;

        Given(Standing standing, int requested) {
            this.standing = standing;
            this.requested = requested;
        }

        Given requested(int attempt) {
            requested = attempt;
            return this;
        }

        Given silentFor(double seconds) {
            silentFor = seconds(seconds);
            return this;
        }

        Given askedFor(double seconds) {
            askedFor = seconds(seconds);
            return this;
        }

        Given stopWantedFor(double seconds) {
            stopWantedFor = seconds(seconds);
            return this;
        }

        Given gap() {
            gap = true;
            return this;
        }

        Given released() {
            released = true;
            return this;
        }

        Given at(QueuePlace newPlace) {
            place = newPlace;
            return this;
        }

        private static Duration seconds(double seconds) {
            return Duration.ofMillis(Math.round(seconds * 1_000));
        }

        Watched watched() {
            Generation generation =
                    new Generation(
                            UUID.randomUUID(),
                            "alice",
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            UUID.randomUUID(),
                            new ModelRef("demo", "demo"),
                            GenerationOptions.NONE,
                            null,
                            standing,
                            requested,
                            null,
                            Instant.EPOCH);
            return new Watched(
                    generation, 0, silentFor, askedFor, stopWantedFor, gap, released, place);
        }
    }
}
