package dev.holdfast.contracts.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.life.Life.Limits;
import dev.holdfast.contracts.life.Watch.Exit;
import dev.holdfast.contracts.life.Watch.Patience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Patience PATIENCE =
            new Patience(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(5));

    private long seconds;
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Life life =
            new Life(
                    () -> TimeUnit.SECONDS.toNanos(seconds),
                    new Limits(3, Duration.ofSeconds(60)),
                    (_, _) -> {});
    private final CountDownLatch never = new CountDownLatch(1);

    /** An orderly exit that hangs, as one in a broken process may. */
    private final Exit exit =
            new Exit() {
                @Override
                public void orderly(int code) {
                    done.add("orderly " + code);
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }

                @Override
                public void halt(int code) {
                    done.add("halt " + code);
                }
            };

    private final Watch watch =
            new Watch(life, PATIENCE, exit, end -> done.add("said " + end.loop()));

    @Test
    void saysWhyThenExitsAndHaltsWhatDoesNotEnd() {
        life.vital("loop", SILENCE).failed(new NoClassDefFoundError());

        watch.run();

        assertThat(done).containsExactly("said loop", "orderly 70", "halt 70");
    }

    @Test
    void haltsWhenItCannotEvenSaySo() {
        Watch speechless =
                new Watch(
                        life,
                        PATIENCE,
                        exit,
                        _ -> {
                            throw new OutOfMemoryError();
                        });
        life.vital("loop", SILENCE).failed(new NoClassDefFoundError());

        speechless.run();

        assertThat(done).containsExactly("halt 70");
    }

    @Test
    void endsALoopThatStaysStuck() {
        life.vital("loop", SILENCE);
        seconds = 11;

        for (int i = 0; i < 5; i++) {
            watch.look();
            seconds++;
        }
        assertThat(life.ending()).isEmpty();
        watch.look();
        assertThat(life.ending().orElseThrow().reason()).startsWith("silent for 16 s");
    }

    @Test
    void doesNotTakeASuspendedProcessForAStuckOne() {
        Vital loop = life.vital("loop", SILENCE);
        for (int i = 0; i < 20; i++) {
            seconds += 3_600;
            watch.look();
            loop.beat();
            watch.look();
        }
        assertThat(life.ending()).isEmpty();
    }

    @Test
    void endsAtOnceWhenAThreadHasDied() throws InterruptedException {
        Thread made = Thread.ofPlatform().name("made").start(() -> {});
        made.join();
        life.watchThread(made);

        watch.look();

        assertThat(life.ending().orElseThrow().loop()).isEqualTo("made");
    }

    @Test
    void leavesAServiceAloneThatIsAskedToStop() {
        life.stopping();
        life.vital("loop", SILENCE).failed(new NoClassDefFoundError());

        watch.run();

        assertThat(done).isEmpty();
    }
}
