package dev.holdfast.contracts.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.life.Life.End;
import dev.holdfast.contracts.life.Life.Limits;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifeTest {
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private long seconds;
    private final List<String> reported = new ArrayList<>();
    private final Life life =
            new Life(
                    () -> TimeUnit.SECONDS.toNanos(seconds),
                    new Limits(3, Duration.ofSeconds(60)),
                    (loop, failure) -> reported.add(loop + " " + failure.getMessage()));

    @Test
    void complainsOfALoopThatIsSilentForTooLong() {
        Vital loop = life.vital("loop", SILENCE);

        seconds = 10;
        assertThat(life.complaints()).isEmpty();
        seconds = 11;
        assertThat(life.complaints()).containsEntry("loop", "silent for 11 s, may be for 10 s");

        loop.beat();
        assertThat(life.complaints()).isEmpty();
        assertThat(life.states()).containsEntry("loop", "0 s ago, allowed 10 s");
    }

    @Test
    void leavesAloneWhatWaitsForWork() {
        Vital reader = life.vital("reader", SILENCE);
        reader.rest();
        seconds = 1_000;
        assertThat(life.complaints()).isEmpty();

        reader.beat();
        seconds = 1_011;
        assertThat(life.complaints()).containsKey("reader");
    }

    @Test
    void endsOfAnErrorAtOnceAndNamesTheLoop() {
        Error cause = new NoClassDefFoundError("gone");
        life.vital("loop", SILENCE).failed(new IllegalStateException(cause));

        End end = life.ending().orElseThrow();
        assertThat(end.loop()).isEqualTo("loop");
        assertThat(end.cause()).hasCause(cause);
        assertThat(end.line(70)).contains("loop=\"loop\"", "gone", "exitCode=70");
    }

    @Test
    void endsOfMistakesInARowAndNotOfOneNowAndThen() {
        Vital loop = life.vital("loop", SILENCE);
        for (int i = 0; i < 10; i++) {
            loop.failed(new NullPointerException());
            seconds += 31;
        }
        assertThat(life.ending()).isEmpty();

        loop.failed(new NullPointerException());
        seconds += 1;
        loop.failed(new NullPointerException());
        assertThat(life.ending()).isPresent();
    }

    @Test
    void neverEndsOfWhatIsAway() {
        Vital loop = life.vital("loop", SILENCE);
        for (int i = 0; i < 1_000; i++) {
            loop.failed(new ConnectException("refused"));
        }
        assertThat(life.ending()).isEmpty();
    }

    @Test
    void goesOnWithATimerAfterAFailureAndWritesItDown() {
        Vital timer = life.vital("timer", SILENCE);
        seconds = 11;

        timer.turn(() -> {
            throw new IllegalStateException("once");
        });

        assertThat(reported).containsExactly("timer once");
        assertThat(life.complaints()).isEmpty();
        assertThat(life.ending()).isEmpty();
    }

    @Test
    void endsWhenATimersTurnThrowsAnError() {
        life.vital("timer", SILENCE)
                .turn(() -> {
                    throw new NoClassDefFoundError("gone");
                });
        assertThat(life.ending()).isPresent();
    }

    @Test
    void endsWhenALoopEndsOfAnythingAtAll() throws InterruptedException {
        Thread.ofPlatform().start(life.vital("loop", SILENCE).loop(() -> {})).join();

        End end = life.ending().orElseThrow();
        assertThat(end.reason()).isEqualTo("it ended");
        assertThat(end.cause()).isNull();
    }

    @Test
    void endsWhenALoopIsThrownOutOfByAnErrorThatCannotEvenBeMade() throws InterruptedException {
        OutOfMemoryError cause = new OutOfMemoryError();
        Thread.ofPlatform()
                .start(
                        life.vital("loop", SILENCE)
                                .loop(() -> {
                                    throw cause;
                                }))
                .join();

        assertThat(life.ending().orElseThrow().cause()).isSameAs(cause);
    }

    @Test
    void letsALoopEndByDesign() throws InterruptedException {
        Vital ended = life.vital("ended", SILENCE);
        Thread.ofPlatform().start(ended.loop(ended::over)).join();
        life.stopping();
        Thread.ofPlatform().start(life.vital("stopped", SILENCE).loop(() -> {})).join();

        assertThat(life.ending()).isEmpty();
        assertThat(life.complaints()).isEmpty();
    }

    @Test
    void complainsOfAThreadThatDied() throws InterruptedException {
        CountDownLatch mayDie = new CountDownLatch(1);
        Thread made =
                Thread.ofPlatform()
                        .name("made by a library")
                        .start(() -> {
                            try {
                                mayDie.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        assertThat(Threads.named("made by")).containsExactly(made);
        life.watchThread(made);
        assertThat(life.complaints()).isEmpty();

        mayDie.countDown();
        made.join();
        assertThat(life.complaints()).containsEntry("made by a library", "its thread has died");

        life.forget(made);
        assertThat(life.complaints()).isEmpty();
    }

    @Test
    void complainsOfAnEventLoopThatIsBlocked() throws InterruptedException {
        try (ScheduledExecutorService loop =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("event-loop").factory())) {
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch free = new CountDownLatch(1);
            life.watchLoop(loop, SILENCE);
            loop.execute(() -> {
                blocked.countDown();
                try {
                    free.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            blocked.await();

            seconds = 11;
            assertThat(life.complaints()).containsKey("event-loop");
            free.countDown();
            loop.shutdownNow();
        }
    }

    @Test
    void complainsOfTimersThatFireNoMore() {
        ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
        life.watchTimers("timers", timers, SILENCE);
        timers.shutdownNow();

        seconds = 11;
        assertThat(life.complaints()).containsKey("timers");
    }

    @Test
    void endsOfAnErrorThatNobodyCaughtButNotOfAnException() {
        life.uncaught("event loop", new IllegalStateException());
        assertThat(life.ending()).isEmpty();
        life.uncaught("event loop", new NoClassDefFoundError());
        assertThat(life.ending().orElseThrow().loop()).isEqualTo("event loop");
    }
}
