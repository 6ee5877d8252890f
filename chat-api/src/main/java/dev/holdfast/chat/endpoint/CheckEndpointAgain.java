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
    private final AskToTryEndpoint askToTry;
    private final Clock clock;

    CheckEndpointAgain(
            Transactions transactions,
            Turns turns,
            Endpoints endpoints,
            AskToTryEndpoint askToTry,
            Clock clock) {
        this.transactions = transactions;
        this.turns = turns;
        this.endpoints = endpoints;
        this.askToTry = askToTry;
        this.clock = clock;
    }

    Uni<Endpoint> check(Call call, String name) {
        return transactions.withEntities(tx ->
                turns.take(tx, call.owner())
                        .chain(() -> endpoints.get(call.owner(), name))
                        .invoke(kept -> kept.trial().awaitCheck(clock.instant()))
                        .call(kept -> askToTry.ask(tx, call, kept)));
    }
}
