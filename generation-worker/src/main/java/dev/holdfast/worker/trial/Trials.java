package dev.holdfast.worker.trial;

import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.worker.opening.OpenProvider;
import dev.holdfast.worker.opening.Opening;
import dev.holdfast.worker.provider.BoundedCall;
import dev.holdfast.worker.provider.ProviderFailure.TimedOut;
import dev.holdfast.worker.provider.SharedContext;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.publish.Envelope;
import dev.holdfast.worker.publish.Publisher;
import dev.holdfast.worker.work.Delivery;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes trials and writes into the log what came of each: all that the trial of a key and that of
 * an endpoint have in common. Safe for any thread; a trial lives on the shared context, and the key
 * for as long as the trial.
 */
@Singleton
final class Trials {
    private static final Logger LOG = Logger.getLogger(Trials.class);

    private final TrialConfig config;
    private final OpenProvider open;
    private final Publisher publisher;
    private final Envelope envelope;
    private final Timers timers;
    private final Clock clock;
    private final MeterRegistry meters;
    private final SharedContext context;

    Trials(
            TrialConfig config,
            OpenProvider open,
            Publisher publisher,
            Envelope envelope,
            Timers timers,
            Clock clock,
            MeterRegistry meters,
            SharedContext context) {
        this.config = config;
        this.open = open;
        this.publisher = publisher;
        this.envelope = envelope;
        this.timers = timers;
        this.clock = clock;
        this.meters = meters;
        this.context = context;
    }

    /** One thing of a user's that is tried. */
    interface Subject {
        String owner();

        /** The provider's id. */
        String provider();

        @Nullable UserEndpoint endpoint();

        @Nullable SealedKey key();

        /** Calls it; ends {@code trial} with what comes of that. */
        void call(Opening.Ready ready, BoundedCall<TrialResult> trial);

        /** What a trial that takes too long says. */
        TrialResult late(Opening.Ready ready, TimedOut timedOut);

        /** What the log is to hold. */
        LogEvent event(Instant at, TrialResult result);
    }

    /**
     * The trials of one kind of thing.
     *
     * @param things as a person calls several of them, such as {@code keys}
     * @param counter the meter that counts them by outcome
     */
    Room room(String things, String counter) {
        return new Room(things, counter, new Semaphore(config.atOnce()));
    }

    /** So many trials of one kind, and no more, are made side by side. */
    final class Room {
        private final String things;
        private final String counter;
        private final Semaphore places;

        private Room(String things, String counter, Semaphore places) {
            this.things = things;
            this.counter = counter;
            this.places = places;
        }

        /** Begins a trial and does not wait for it. */
        void begin(Subject subject, Delivery delivery) {
            if (!places.tryAcquire()) {
                tell(subject, delivery, busy());
                return;
            }
            Consumer<TrialResult> done =
                    result -> {
                        places.release();
                        tell(subject, delivery, result);
                    };
            switch (open.open(
                    subject.owner(), subject.provider(), subject.endpoint(), subject.key())) {
                case Opening.Ready ready -> context.execute(() -> call(subject, ready, done));
                case Opening.NotServed() -> done.accept(notServed());
                case Opening.KeyUnreadable() -> done.accept(TrialResult.unreadable());
                case Opening.Refused(var problem) -> done.accept(TrialResult.unreachable(problem));
            }
        }

        private void call(Subject subject, Opening.Ready ready, Consumer<TrialResult> done) {
            BoundedCall<TrialResult> trial = new BoundedCall<>(done);
            TimedOut timedOut = new TimedOut(TimedOut.Phase.FIRST_TOKEN, config.timeout());
            trial.within(config.timeout(), timers, () -> subject.late(ready, timedOut));
            subject.call(ready, trial);
        }

        private void tell(Subject subject, Delivery delivery, TrialResult result) {
            String outcome = result.outcome().name().toLowerCase(Locale.ROOT);
            meters.counter(counter, "outcome", outcome).increment();
            LogEvent event = subject.event(clock.instant(), result);
            publisher
                    .publish(envelope.of(subject.owner(), event, delivery.traceparent()))
                    .exceptionally(failure -> {
                        LOG.errorf("%s not written cause=%s", event.type(), failure.toString());
                        return null;
                    });
        }

        private TrialResult busy() {
            return TrialResult.unreachable(
                    ProblemType.SERVICE_UNAVAILABLE,
                    "Many "
                            + things
                            + " are being tried just now. It is kept; try it again in a moment.");
        }
    }

    /** An endpoint is never that: what it needs comes with it. */
    private static TrialResult notServed() {
        return TrialResult.unreachable(
                ProblemType.PROVIDER_NOT_SERVED,
                "The worker that wanted to try this key does not serve the provider. The key is"
                        + " kept.");
    }
}
