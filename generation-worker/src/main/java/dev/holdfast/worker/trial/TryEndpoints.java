package dev.holdfast.worker.trial;

import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.EndpointChecked;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.request.EndpointCheckRequested;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.worker.opening.Opening;
import dev.holdfast.worker.provider.BoundedCall;
import dev.holdfast.worker.provider.ProviderFailure.TimedOut;
import dev.holdfast.worker.work.Delivery;
import dev.holdfast.worker.work.Kind;
import dev.holdfast.worker.work.Taken;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries users' endpoints; see {@link EndpointTrial}. Safe for any thread. */
@Singleton
final class TryEndpoints implements Kind<EndpointCheckRequested> {
    private final Trials.Room room;

    TryEndpoints(Trials trials) {
        this.room = trials.room("endpoints", "holdfast.endpoint.checks");
    }

    @Override
    public String type() {
        return EndpointCheckRequested.TYPE;
    }

    @Override
    public Class<EndpointCheckRequested> body() {
        return EndpointCheckRequested.class;
    }

    /** A trial that is lost with its worker is asked for again by whoever wants it. */
    @Override
    public Taken begin(EndpointCheckRequested request, Delivery delivery) {
        room.begin(new EndpointOnTrial(request), delivery);
        return Taken.AT_ONCE;
    }

    private record EndpointOnTrial(EndpointCheckRequested request) implements Trials.Subject {
        @Override
        public String owner() {
            return request.owner();
        }

        @Override
        public String provider() {
            return request.endpoint().provider();
        }

        @Override
        public UserEndpoint endpoint() {
            return request.endpoint();
        }

        @Override
        public @Nullable SealedKey key() {
            return request.sealedKey();
        }

        @Override
        public void call(Opening.Ready ready, BoundedCall<TrialResult> trial) {
            new EndpointTrial(ready, request.models(), trial).begin();
        }

        @Override
        public TrialResult late(Opening.Ready ready, TimedOut timedOut) {
            return EndpointTrial.result(ready, Optional.of(timedOut));
        }

        @Override
        public LogEvent event(Instant at, TrialResult result) {
            return new EndpointChecked(
                    at,
                    request.endpoint().provider(),
                    request.version(),
                    result.outcome(),
                    result.models(),
                    result.problem());
        }
    }
}
