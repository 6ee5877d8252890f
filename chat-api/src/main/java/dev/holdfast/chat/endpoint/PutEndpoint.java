package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.database.Tx;
import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.keys.Keys;
import dev.holdfast.chat.keys.Seal;
import dev.holdfast.chat.problem.Field;
import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.SealedKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Keeps an endpoint, in place of the one of that name, and has it tried; both or neither. */
@ApplicationScoped
public class PutEndpoint {
    private final Transactions transactions;
    private final Turns turns;
    private final Endpoints endpoints;
    private final EndpointJson json;
    private final Keys keys;
    private final Seal seal;
    private final AskToTryEndpoint askToTry;
    private final EndpointsConfig config;
    private final Clock clock;

    PutEndpoint(
            Transactions transactions,
            Turns turns,
            Endpoints endpoints,
            EndpointJson json,
            Keys keys,
            Seal seal,
            AskToTryEndpoint askToTry,
            EndpointsConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.turns = turns;
        this.endpoints = endpoints;
        this.json = json;
        this.keys = keys;
        this.seal = seal;
        this.askToTry = askToTry;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param made whether there was none of that name
     */
    record Kept(Endpoint endpoint, boolean made) {}

    Uni<Kept> put(Call call, EndpointDraft draft) {
        return transactions.withEntities(tx ->
                turns.take(tx, call.owner())
                        .chain(() -> endpoints.find(call.owner(), draft.name()))
                        .chain(present ->
                                present == null
                                        ? make(tx, call, draft)
                                        : keep(tx, call, draft, present))
                        .call(kept -> askToTry.ask(tx, call, kept.endpoint())));
    }

    private Uni<Kept> make(Tx tx, Call call, EndpointDraft draft) {
        return endpoints
                .countOf(call.owner())
                .invoke(this::requireRoom)
                .map(_ -> new Endpoint(call.owner(), draft.name(), clock.instant()))
                .call(made -> replace(tx, call.owner(), draft, made))
                .chain(endpoints::persist)
                .map(made -> new Kept(made, true));
    }

    /** Exact under concurrency, because the caller has the owner's turn. */
    private void requireRoom(long present) {
        if (present >= config.most()) {
            throw new Refusal(
                    ProblemType.TOO_MANY_ENDPOINTS.because(
                            "You have " + present + " of them; delete one first."));
        }
    }

    private Uni<Kept> keep(Tx tx, Call call, EndpointDraft draft, Endpoint present) {
        boolean elsewhere = !draft.baseUrl().equals(present.baseUrl());
        if (elsewhere && present.hasKey() && draft.key() == null && !draft.withoutKey()) {
            throw new Field("key", null)
                    .invalid(
                            "The kept key is for the address of before, and is sent to no other."
                                    + " Give it again, or an empty one for none.");
        }
        return replace(tx, call.owner(), draft, present).replaceWith(new Kept(present, false));
    }

    private Uni<Void> replace(Tx tx, String owner, EndpointDraft draft, Endpoint endpoint) {
        return keys.nextVersion(tx)
                .invoke(version -> {
                    endpoint.replace(
                            version,
                            draft.title(),
                            draft.baseUrl(),
                            json.write(draft.models()),
                            clock.instant());
                    replaceKey(owner, draft, endpoint);
                })
                .replaceWithVoid();
    }

    private void replaceKey(String owner, EndpointDraft draft, Endpoint endpoint) {
        String key = draft.key();
        if (draft.withoutKey()) {
            endpoint.forgetKey();
        } else if (key != null) {
            endpoint.keep(sealed(owner, key, endpoint), key.substring(key.length() - 4));
        }
    }

    private byte[] sealed(String owner, String key, Endpoint endpoint) {
        return seal.seal(
                        key,
                        SealedKey.context(
                                owner,
                                UserEndpoint.provider(endpoint.name()),
                                endpoint.version(),
                                endpoint.baseUrl()))
                .orElseThrow(Seal::refusal);
    }
}
