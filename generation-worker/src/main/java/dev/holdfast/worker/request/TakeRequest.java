package dev.holdfast.worker.request;

import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.worker.work.Taken;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Decides on records of the queue, on the thread that takes requests, which it may hold: until the
 * work was begun, or the dead letter stands.
 *
 * <ul>
 *   <li>ACCEPT: the work was begun, and the request is no longer needed; what that takes, the kind
 *       of work says (an answer needs its claim in the log)
 *   <li>REJECT: it can never be worked on, and is a dead letter now
 *   <li>RELEASE: not here, not now; another worker gets it. So too with work of a kind that this
 *       worker does not know, as long as a newer worker may yet come by
 * </ul>
 */
@ApplicationScoped
class TakeRequest {
    private static final Logger LOG = Logger.getLogger(TakeRequest.class);

    /** Deliveries; a request that so many workers could not begin is a dead letter. */
    private static final int MAX_DELIVERIES = 5;

    private static final long LOOK_UP_MILLIS = 250;

    private final RequestReader reader;
    private final DeadLetters deadLetters;

    TakeRequest(RequestReader reader, DeadLetters deadLetters) {
        this.reader = reader;
        this.deadLetters = deadLetters;
    }

    /**
     * Begins at once, so that several are claimed side by side; what is returned waits for the end
     * of that and decides.
     */
    Decision take(ConsumerRecord<byte @Nullable [], byte @Nullable []> queued) {
        return switch (reader.read(queued)) {
            case ReadRequest.Unreadable(var why) -> {
                LOG.warnf(
                        "request unreadable, dead letter written partition=%d offset=%d why=%s",
                        queued.partition(), queued.offset(), why);
                yield closing -> bury(queued, ProblemType.UNREADABLE_RECORD, closing);
            }
            case ReadRequest.Unknown() ->
                    closing -> releaseOrBury(queued, ProblemType.UNKNOWN_RECORD, closing);
            case ReadRequest.Work<?> work -> {
                Taken taken = begin(work);
                yield closing -> decide(queued, work.kind().type(), taken, closing);
            }
        };
    }

    /** Waits on the thread that takes requests. */
    @FunctionalInterface
    interface Decision {
        AcknowledgeType await(BooleanSupplier closing) throws InterruptedException;
    }

    private static Taken begin(ReadRequest.Work<?> work) {
        try {
            return work.begin();
        } catch (RuntimeException bug) {
            return new Taken(CompletableFuture.failedFuture(bug), () -> {});
        }
    }

    private AcknowledgeType decide(
            ConsumerRecord<byte @Nullable [], byte @Nullable []> queued,
            String type,
            Taken taken,
            BooleanSupplier closing)
            throws InterruptedException {
        try {
            return holds(taken.stands(), closing)
                    ? AcknowledgeType.ACCEPT
                    : AcknowledgeType.RELEASE;
        } catch (ExecutionException bug) {
            LOG.errorf(
                    bug,
                    "work did not begin type=%s partition=%d offset=%d",
                    type,
                    queued.partition(),
                    queued.offset());
            taken.forget().run();
            return releaseOrBury(queued, ProblemType.ATTEMPTS_EXHAUSTED, closing);
        }
    }

    private AcknowledgeType releaseOrBury(
            ConsumerRecord<byte @Nullable [], byte @Nullable []> queued,
            ProblemType reason,
            BooleanSupplier closing)
            throws InterruptedException {
        if (queued.deliveryCount().orElse((short) 1) < MAX_DELIVERIES) {
            return AcknowledgeType.RELEASE;
        }
        LOG.warnf(
                "dead letter written partition=%d offset=%d reason=%s",
                queued.partition(), queued.offset(), reason.slug());
        return bury(queued, reason, closing);
    }

    private AcknowledgeType bury(
            ConsumerRecord<byte @Nullable [], byte @Nullable []> queued,
            ProblemType reason,
            BooleanSupplier closing)
            throws InterruptedException {
        try {
            return holds(deadLetters.put(queued, reason), closing)
                    ? AcknowledgeType.REJECT
                    : AcknowledgeType.RELEASE;
        } catch (ExecutionException failed) {
            LOG.errorf(failed, "dead letter not written offset=%d", queued.offset());
            return AcknowledgeType.RELEASE;
        }
    }

    /**
     * @return false if the worker closes before it does
     */
    private static boolean holds(CompletionStage<Void> stage, BooleanSupplier closing)
            throws InterruptedException, ExecutionException {
        CompletableFuture<Void> future = stage.toCompletableFuture();
        while (!closing.getAsBoolean()) {
            try {
                future.get(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException notYet) {
                // The broker is away; looking up now and then lets the worker be closed.
            }
        }
        return future.isDone() && !future.isCompletedExceptionally();
    }
}
