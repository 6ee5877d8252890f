package dev.holdfast.worker.provider;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Figures of a provider: {@code holdfast.provider.calls} by outcome (a problem's slug, {@code
 * completed} or {@code cancelled}), {@code holdfast.provider.first-token} and {@code
 * holdfast.provider.running}.
 */
public final class MeteredProvider implements Provider {
    private final Provider delegate;
    private final MeterRegistry meters;
    private final Clock clock;
    private final AtomicInteger running;

    public MeteredProvider(Provider delegate, MeterRegistry meters, Clock clock) {
        this.delegate = delegate;
        this.meters = meters;
        this.clock = clock;
        this.running = new AtomicInteger();
        meters.gauge(
                "holdfast.provider.running",
                io.micrometer.core.instrument.Tags.of("provider", delegate.profile().id()),
                running);
    }

    @Override
    public ProviderProfile profile() {
        return delegate.profile();
    }

    @Override
    public int keeps(ProviderCall call) {
        return delegate.keeps(call);
    }

    @Override
    public ProviderStream check(ProviderKey key, Consumer<Optional<ProviderFailure>> heard) {
        return delegate.check(key, heard);
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        running.incrementAndGet();
        Measured measured = new Measured(listener);
        measured.stream = delegate.stream(call, measured);
        return measured;
    }

    /** One call. Confined to its context. */
    private final class Measured implements ProviderListener, ProviderStream {
        private final ProviderListener listener;
        private final long begunAt = clock.millis();
        private ProviderStream stream = Nothing.STREAM;
        private boolean spoke;
        private boolean ended;

        Measured(ProviderListener listener) {
            this.listener = listener;
        }

        private void sign() {
            if (!spoke) {
                spoke = true;
                meters.timer("holdfast.provider.first-token", "provider", profile().id())
                        .record(Duration.ofMillis(clock.millis() - begunAt));
            }
        }

        private void end(String outcome) {
            if (!ended) {
                ended = true;
                running.decrementAndGet();
                meters.counter(
                                "holdfast.provider.calls",
                                "provider",
                                profile().id(),
                                "outcome",
                                outcome)
                        .increment();
            }
        }

        @Override
        public void reasoned(String piece) {
            sign();
            listener.reasoned(piece);
        }

        @Override
        public void answered(String piece) {
            sign();
            listener.answered(piece);
        }

        @Override
        public void completed(Completion completion) {
            end("completed");
            listener.completed(completion);
        }

        @Override
        public void failed(ProviderFailure failure) {
            end(failure.type().slug());
            listener.failed(failure);
        }

        @Override
        public void cancel() {
            end("cancelled");
            stream.cancel();
        }

        @Override
        public void pause() {
            stream.pause();
        }

        @Override
        public void resume() {
            stream.resume();
        }
    }
}
