package dev.holdfast.worker.provider;

import dev.holdfast.contracts.log.WaitsFor;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Calls again where that may help: a retryable failure before the first word, while the budget
 * lasts. Leaves a provider alone for as long as it asks; where that is longer than the budget, the
 * user is told instead. Needs a delegate that ends exactly once.
 */
public final class RetryingProvider extends ForwardingProvider {
    private final CallConfig.Retry config;
    private final Timers timers;
    private final Clock clock;
    private final RandomGenerator random;

    public RetryingProvider(
            Provider delegate,
            CallConfig.Retry config,
            Timers timers,
            Clock clock,
            RandomGenerator random) {
        super(delegate);
        this.config = config;
        this.timers = timers;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        Tries tries = new Tries(call, listener);
        tries.callOnce();
        return tries;
    }

    /** The tries at one call. Confined to its context. */
    private final class Tries extends ForwardingListener implements ProviderStream {

        /** Null from the first word on: from then on it is never made again. */
        private @Nullable ProviderCall call;

        private final long begunAt = clock.millis();
        private ProviderStream stream = Nothing.STREAM;
        private Runnable timer = () -> {};
        private int made;

        /** How many of the calls met a server that was loading its model. */
        private int loads;

        private @Nullable WaitsFor told;
        private boolean spoke;
        private boolean paused;

        Tries(ProviderCall call, ProviderListener listener) {
            super(listener);
            this.call = call;
        }

        void callOnce() {
            made++;
            if (told == WaitsFor.RATE_LIMIT) {
                tell(null);
            }
            stream = delegate.stream(Objects.requireNonNull(call), this);
            if (paused) {
                stream.pause();
            }
        }

        /** The call is not made again, and its prompt no longer needed. */
        private void spoke() {
            spoke = true;
            call = null;
        }

        @Override
        public void reasoned(String piece) {
            spoke();
            listener.reasoned(piece);
        }

        @Override
        public void answered(String piece) {
            spoke();
            listener.answered(piece);
        }

        /** A second call may well find other pages. */
        @Override
        public void cites(Cited citation) {
            spoke();
            listener.cites(citation);
        }

        @Override
        public void failed(ProviderFailure failure) {
            Duration delay = delayAfter(failure);
            if (delay == null) {
                listener.failed(failure);
            } else {
                stream = Nothing.STREAM;
                tell(reasonOf(failure));
                timer = timers.after(delay, this::callOnce);
            }
        }

        private static @Nullable WaitsFor reasonOf(ProviderFailure failure) {
            if (failure instanceof ProviderFailure.ModelLoading) {
                return WaitsFor.MODEL_LOADING;
            }
            return failure instanceof ProviderFailure.RateLimited ? WaitsFor.RATE_LIMIT : null;
        }

        private void tell(@Nullable WaitsFor what) {
            if (what != told) {
                told = what;
                listener.waits(what);
            }
        }

        private @Nullable Duration delayAfter(ProviderFailure failure) {
            if (!spoke && failure instanceof ProviderFailure.ModelLoading loading) {
                return delayWhileLoading(loading);
            }
            if (spoke || !failure.retryable() || made - loads >= config.attempts()) {
                return null;
            }
            Duration asked = failure.retryAfter();
            Duration delay = asked == null ? backoff() : asked.plus(backoff());
            Duration spent = Duration.ofMillis(clock.millis() - begunAt);
            return spent.plus(delay).compareTo(config.budget()) > 0 ? null : delay;
        }

        /** A server that loads its model counts no calls: it has refused none. */
        private @Nullable Duration delayWhileLoading(ProviderFailure.ModelLoading loading) {
            loads++;
            Duration asked = loading.retryAfter();
            Duration delay = asked == null ? config.loadingDelay() : asked;
            Duration spent = Duration.ofMillis(clock.millis() - begunAt);
            return spent.plus(delay).compareTo(config.loadingBudget()) <= 0 ? delay : null;
        }

        /** Half fixed, half chance: workers that failed together do not come back together. */
        private Duration backoff() {
            long full = config.firstDelay().toMillis() << Math.max(0, made - loads - 1);
            return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
        }

        @Override
        public void cancel() {
            timer.run();
            stream.cancel();
        }

        @Override
        public void pause() {
            paused = true;
            stream.pause();
        }

        @Override
        public void resume() {
            paused = false;
            stream.resume();
        }
    }
}
