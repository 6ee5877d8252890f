package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.identity.Turns;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Has a kept endpoint tried once more, such as after its machine was turned on. */
@ApplicationScoped
public class CheckEndpointAgain {
    private final Turns turns;
    private final Endpoints endpoints;
    private final AskToTryEndpoint askToTry;
    private final Clock clock;

    CheckEndpointAgain(Turns turns, Endpoints endpoints, AskToTryEndpoint askToTry, Clock clock) {
        this.turns = turns;
        this.endpoints = endpoints;
        this.askToTry = askToTry;
        this.clock = clock;
    }

    @WithTransaction
    Uni<Endpoint> check(Call call, String name) {
        return turns.take(call.owner())
                .chain(() -> endpoints.get(call.owner(), name))
                .invoke(kept -> kept.trial().awaitCheck(clock.instant()))
                .call(kept -> askToTry.ask(call, kept));
    }
}
