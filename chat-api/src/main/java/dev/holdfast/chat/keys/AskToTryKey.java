package dev.holdfast.chat.keys;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.outbox.Outbox;
import dev.holdfast.chat.outbox.OutboxRecord;
import dev.holdfast.contracts.request.KeyCheckRequested;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Asks the workers to try a kept key; within the caller's transaction. */
@ApplicationScoped
class AskToTryKey {
    private final Outbox outbox;
    private final Clock clock;

    AskToTryKey(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> ask(Tx tx, Call call, ProviderKey kept) {
        KeyCheckRequested request =
                new KeyCheckRequested(call.owner(), kept.sealed(), clock.instant());
        return outbox.store(
                tx, List.of(OutboxRecord.keyCheck(request).tracedBy(call.traceparent())));
    }
}
