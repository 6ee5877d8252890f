package dev.holdfast.contracts.life;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The thread that ends the process when the service cannot go on, and the only one that does.
 * Readiness is down from the moment it hears of it; then:
 *
 * <pre>
 *   one line in the log ──▶ unready for a while ──▶ orderly exit ──┬─▶ ended
 *                                                                  └ takes too long ─▶ halted
 * </pre>
 *
 * <p>It is made at the start, when there is memory for a thread; and it also ends a process whose
 * loop stays stuck, since not everybody who starts again what ended also looks at liveness.
 */
public final class Watch implements Runnable {
    /** What a process that ended itself says: "software error" among BSD's exit codes. */
    public static final int EXIT_CODE = 70;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Life life;
    private final Patience patience;
    private final Exit exit;
    private final Consumer<Life.End> say;

    /** By the name of what is wrong, in how many looks in a row it was. */
    private Map<String, Integer> looks = new HashMap<>();

    /**
     * @param unready between readiness going down and the exit, so that nobody is sent here any
     *     more
     * @param exitWithin longest time of the orderly exit
     * @param stuck how long a complaint may last before the process ends itself; counted in looks,
     *     so that a process that was suspended is not taken for a stuck one
     */
    public record Patience(Duration unready, Duration exitWithin, Duration stuck) {}

    /** The ways to end a process. */
    public interface Exit {
        /** With all that is to be done at the end; may never return. */
        void orderly(int code);

        /** At once. */
        void halt(int code);

        Exit OF_THE_JVM =
                new Exit() {
                    @Override
                    public void orderly(int code) {
                        System.exit(code);
                    }

                    @Override
                    public void halt(int code) {
                        Runtime.getRuntime().halt(code);
                    }
                };
    }

    public Watch(Life life, Patience patience, Exit exit, Consumer<Life.End> say) {
        this.life = life;
        this.patience = patience;
        this.exit = exit;
        this.say = say;
    }

    /** Until the service ends, in whichever way. */
    @Override
    public void run() {
        try {
            while (!life.isStopping()) {
                if (life.endsWithin(LOOK)) {
                    leave();
                    return;
                }
                look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Throwable beyondHelp) {
            exit.halt(EXIT_CODE);
        }
    }

    /** Once a {@link #LOOK}. */
    void look() {
        Map<String, Integer> now = new HashMap<>();
        life.complaints()
                .forEach((name, words) -> {
                    int inARow = looks.getOrDefault(name, 0) + 1;
                    now.put(name, inARow);
                    if (words.equals(Vital.DIED) || inARow > patience.stuck().toSeconds()) {
                        life.end(new Life.End(name, words, null));
                    }
                });
        looks = now;
    }

    private void leave() throws InterruptedException {
        Life.End end = life.ending().orElseThrow();
        say.accept(end);
        CountDownLatch never = new CountDownLatch(1);
        boolean _ = never.await(patience.unready().toMillis(), TimeUnit.MILLISECONDS);
        Thread leaving =
                Thread.ofPlatform().name("life-exit").daemon().start(() -> exit.orderly(EXIT_CODE));
        boolean _ = leaving.join(patience.exitWithin());
        exit.halt(EXIT_CODE);
    }
}
