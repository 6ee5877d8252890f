package dev.holdfast.worker.provider;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something that is asked of a provider: ends exactly once, in bounded time, and hangs up then.
 * Confined to the context on which it is begun.
 *
 * @param <T> what comes of it
 */
public final class BoundedCall<T> {
    private final Consumer<T> done;
    private Runnable timer = () -> {};
    private ProviderStream stream = Nothing.STREAM;
    private boolean ended;

    public BoundedCall(Consumer<T> done) {
        this.done = done;
    }

    /** Ends it with what {@code late} says, unless it has ended by then. */
    public void within(Duration patience, Timers timers, Supplier<T> late) {
        timer = timers.after(patience, () -> end(late.get()));
    }

    /**
     * Makes the call, or one more after another has ended; none once this has ended.
     *
     * @param broken what a bug in the call ends it with, without the bug's own words: they may
     *     quote a key
     */
    public void call(Supplier<ProviderStream> next, Consumer<RuntimeException> broken) {
        if (ended) {
            return;
        }
        try {
            stream = next.get();
        } catch (RuntimeException bug) {
            broken.accept(bug);
            return;
        }
        if (ended) {
            // It ended while it was being made, before there was anything to hang up.
            stream.cancel();
        }
    }

    /** The first end counts, and is the only one. */
    public void end(T what) {
        if (!ended) {
            ended = true;
            timer.run();
            stream.cancel();
            done.accept(what);
        }
    }
}
