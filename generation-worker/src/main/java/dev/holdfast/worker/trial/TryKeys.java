package dev.holdfast.worker.trial;

import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.KeyChecked;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.KeyCheckRequested;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.worker.opening.Opening;
import dev.holdfast.worker.provider.BoundedCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderFailure.TimedOut;
import dev.holdfast.worker.work.Delivery;
import dev.holdfast.worker.work.Kind;
import dev.holdfast.worker.work.Taken;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tries keys, with the cheapest call that the provider knows. Safe for any thread. */
@Singleton
final class TryKeys implements Kind<KeyCheckRequested> {
    private static final Logger LOG = Logger.getLogger(TryKeys.class);

    private final Trials.Room room;

    TryKeys(Trials trials) {
        this.room = trials.room("keys", "holdfast.key.checks");
    }

    @Override
    public String type() {
        return KeyCheckRequested.TYPE;
    }

    @Override
    public Class<KeyCheckRequested> body() {
        return KeyCheckRequested.class;
    }

    /** A trial that is lost with its worker is asked for again by whoever wants it. */
    @Override
    public Taken begin(KeyCheckRequested request, Delivery delivery) {
        room.begin(new KeyOnTrial(request), delivery);
        return Taken.AT_ONCE;
    }

    private record KeyOnTrial(KeyCheckRequested request) implements Trials.Subject {
        @Override
        public String owner() {
            return request.owner();
        }

        @Override
        public String provider() {
            return request.sealedKey().provider();
        }

        @Override
        public @Nullable UserEndpoint endpoint() {
            return null;
        }

        @Override
        public SealedKey key() {
            return request.sealedKey();
        }

        @Override
        public void call(Opening.Ready ready, BoundedCall<TrialResult> trial) {
            trial.call(
                    () ->
                            ready.provider()
                                    .check(
                                            Objects.requireNonNull(ready.key()),
                                            heard -> trial.end(result(ready, heard))),
                    bug -> {
                        // The class alone: an adapter's exception may quote the header that it
                        // could not send.
                        LOG.errorf("a key could not be tried cause=%s", bug.getClass().getName());
                        trial.end(broken());
                    });
        }

        @Override
        public TrialResult late(Opening.Ready ready, TimedOut timedOut) {
            return result(ready, Optional.of(timedOut));
        }

        private static TrialResult result(Opening.Ready ready, Optional<ProviderFailure> failure) {
            return TrialResult.of(failure, ready.provider().profile().title());
        }

        @Override
        public LogEvent event(Instant at, TrialResult result) {
            SealedKey sealed = request.sealedKey();
            return new KeyChecked(
                    at, sealed.provider(), sealed.version(), result.outcome(), result.problem());
        }

        private static TrialResult broken() {
            return TrialResult.unreachable(
                    ProblemType.INTERNAL_ERROR,
                    "The key could not be tried. It is kept; send a message to see whether it"
                            + " works.");
        }
    }
}
