package dev.holdfast.worker.provider;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** Counts and times the calls of a provider; see {@link CallMeters}. */
public final class MeteredProvider extends ForwardingProvider {
    private final CallMeters meters;
    private final Clock clock;

    public MeteredProvider(Provider delegate, MeterRegistry meters, Clock clock) {
        this(delegate, new CallMeters(meters, delegate.profile().id()), clock);
    }

    MeteredProvider(Provider delegate, CallMeters meters, Clock clock) {
        super(delegate);
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        meters.began();
        Measured measured = new Measured(listener);
        measured.stream = delegate.stream(call, measured);
        return measured;
    }

    /** One call. Confined to its context. */
    private final class Measured extends ForwardingListener implements ProviderStream {
        private final long begunAt = clock.millis();
        private ProviderStream stream = Nothing.STREAM;
        private boolean spoke;
        private boolean ended;

        Measured(ProviderListener listener) {
            super(listener);
        }

        private void sign() {
            if (!spoke) {
                spoke = true;
                meters.spoke(Duration.ofMillis(clock.millis() - begunAt));
            }
        }

        private void end(String outcome) {
            if (!ended) {
                ended = true;
                meters.ended(outcome);
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
