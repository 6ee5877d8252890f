package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.identity.Call;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Has a kept endpoint tried once more, such as after its machine was turned on. */
@ApplicationScoped
public class CheckEndpointAgain {
    private final Transactions transactions;
    private final Turns turns;
    private final Endpoints endpoints;
    private final AskForCheck askForCheck;
    private final Clock clock;

    CheckEndpointAgain(
            Transactions transactions,
            Turns turns,
            Endpoints endpoints,
            AskForCheck askForCheck,
            Clock clock) {
        this.transactions = transactions;
        this.turns = turns;
        this.endpoints = endpoints;
        this.askForCheck = askForCheck;
        this.clock = clock;
    }

    Uni<Endpoint> check(Call call, String name) {
        return transactions.withEntities(tx ->
                turns.take(tx, call.owner())
                        .chain(() -> endpoints.get(call.owner(), name))
                        .invoke(kept -> kept.awaitCheck(clock.instant()))
                        .call(kept -> askForCheck.of(tx, call, kept)));
    }
}
