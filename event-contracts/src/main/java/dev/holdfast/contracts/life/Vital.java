package dev.holdfast.contracts.life;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One loop, consumer, timer or thread that the service cannot do without. It says that it is alive
 * by {@link #beat()}; it may be silent for so long as it named when it was made.
 *
 * <p>Thread-safe. A beat costs one write to a field.
 */
public final class Vital {
    /** For what says nothing by itself: a thread that is only watched, work that has its limits. */
    public static final Duration NEVER_TOO_LONG = Duration.ofNanos(Long.MAX_VALUE);

    /** Nothing brings it back: no patience is of use. */
    static final String DIED = "its thread has died";

    private final Life life;
    private final String name;
    private final Duration silence;
    private final Mistakes mistakes;

    /** When it was last heard of, by the life's clock. */
    private volatile long beatAt;

    /** Whether it waits for work by design, so that its silence says nothing. */
    private volatile boolean resting;

    /** Ended by design. */
    private volatile boolean over;

    private volatile @Nullable Thread thread;

    Vital(Life life, String name, Duration silence, Mistakes mistakes) {
        this.life = life;
        this.name = name;
        this.silence = silence;
        this.mistakes = mistakes;
        this.beatAt = life.now();
    }

    public String name() {
        return name;
    }

    /** A turn begins or goes on. */
    public void beat() {
        beatAt = life.now();
        resting = false;
    }

    /** Waits for work: silence does not count until the next beat. */
    public void rest() {
        resting = true;
    }

    /** Ends by design; nothing is expected of it any more. */
    public void over() {
        over = true;
    }

    /**
     * Something failed, and is done again by design. Ends the process where that is of no use: at
     * once for what is {@link Fault#FATAL}, and for one {@link Fault#MISTAKE} too many.
     */
    public void failed(Throwable failure) {
        switch (Fault.of(failure)) {
            case AWAY -> {}
            case MISTAKE -> {
                if (isOneTooMany()) {
                    life.end(this, "it fails again and again", failure);
                }
            }
            case FATAL -> life.end(this, "it failed", failure);
        }
    }

    private boolean isOneTooMany() {
        synchronized (mistakes) {
            return mistakes.another(life.now());
        }
    }

    /** One turn of a timer: whatever it throws is a failure of this, and the next turn comes. */
    public void turn(Runnable task) {
        beat();
        try {
            task.run();
        } catch (Throwable failure) {
            life.report(name, failure);
            failed(failure);
        }
    }

    /**
     * The body of the thread that this is. When it ends, of anything but {@link #over} or the
     * service's own end, the process ends.
     */
    public Runnable loop(Runnable body) {
        return () -> {
            follow(Thread.currentThread());
            @Nullable Throwable cause = null;
            try {
                body.run();
            } catch (Throwable unexpected) {
                cause = unexpected;
            } finally {
                ended(cause);
            }
        };
    }

    private void ended(@Nullable Throwable cause) {
        if (!over) {
            life.end(this, "it ended", cause);
        }
    }

    /** A thread that must live, such as one that a library made. The newest one counts. */
    public void follow(Thread followed) {
        beat();
        thread = followed;
    }

    boolean isOver() {
        return over;
    }

    /** What is wrong with it now, in a few words; nothing if it is well. */
    Optional<String> complaint(long now) {
        Thread followed = thread;
        if (over) {
            return Optional.empty();
        }
        if (followed != null && !followed.isAlive()) {
            return Optional.of(DIED);
        }
        long silent = now - beatAt;
        return resting || silent <= silence.toNanos()
                ? Optional.empty()
                : Optional.of(
                        "silent for %d s, may be for %d s"
                                .formatted(silent / 1_000_000_000, silence.toSeconds()));
    }

    /** For people. */
    String state(long now) {
        if (resting) {
            return "waits";
        }
        return NEVER_TOO_LONG.equals(silence)
                ? "watched"
                : "%d s ago, allowed %d s"
                        .formatted((now - beatAt) / 1_000_000_000, silence.toSeconds());
    }
}
