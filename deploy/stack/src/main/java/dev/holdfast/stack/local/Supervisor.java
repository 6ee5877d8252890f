package dev.holdfast.stack.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts a service again when its process has ended. The pause doubles with each end in a row, and
 * a process that lived for a while begins anew.
 */
public final class Supervisor {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** A process that lived so long did not fail at its start. */
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private final Consumer<String> say;
    private final CountDownLatch resting = new CountDownLatch(1);

    /**
     * @param say told in a sentence of each end and of each return
     */
    public Supervisor(Consumer<String> say) {
        this.say = say;
    }

    public void watch(ServiceProcess process) {
        Thread.ofVirtual().name("watch-" + process.name()).start(() -> keepAlive(process));
    }

    /** From now on what ends stays ended. */
    public void rest() {
        resting.countDown();
    }

    private void keepAlive(ServiceProcess process) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            long start = System.nanoTime();
            int code = process.onExit().join();
            boolean healthy = System.nanoTime() - start > HEALTHY.toNanos();
            pause = healthy ? FIRST_PAUSE : pause;
            if (restsWithin(Duration.ZERO)) {
                return;
            }
            say.accept(
                    "%s ended with %d%s; it is started again in %.1f s (log: %s)"
                            .formatted(
                                    process.name(),
                                    code,
                                    meaning(code),
                                    pause.toMillis() / 1000.0,
                                    process.log()));
            if (restsWithin(pause)) {
                return;
            }
            startAgain(process);
            pause = doubled(pause);
        }
    }

    /** What a service means by its exit code, as far as it means something. */
    static String meaning(int code) {
        return switch (code) {
            case 3 -> ", its memory ran out";
            case 70 -> ", it could not go on";
            case 128 + 9 -> ", it was killed";
            default -> "";
        };
    }

    private void startAgain(ServiceProcess process) {
        process.startAgain();
        try {
            process.awaitReady();
            say.accept(process.name() + " is back");
        } catch (IllegalStateException e) {
            // It ended again, which the next turn sees, or it is slow.
        }
    }

    private boolean restsWithin(Duration pause) {
        try {
            return resting.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Duration doubled(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
