package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.request.EndpointCheckRequested;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Asks the workers to try a kept endpoint; within the caller's transaction. */
@ApplicationScoped
class AskToTryEndpoint {
    private final Outbox outbox;
    private final EndpointJson json;
    private final Clock clock;

    AskToTryEndpoint(Outbox outbox, EndpointJson json, Clock clock) {
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
    }

    Uni<Void> ask(Tx tx, Call call, Endpoint kept) {
        EndpointCheckRequested request =
                new EndpointCheckRequested(
                        call.owner(),
                        kept.wire(),
                        kept.version(),
                        json.names(kept.models()),
                        kept.sealedKey(),
                        clock.instant());
        return outbox.store(
                tx, List.of(OutboxRecord.endpointCheck(request).tracedBy(call.traceparent())));
    }
}
