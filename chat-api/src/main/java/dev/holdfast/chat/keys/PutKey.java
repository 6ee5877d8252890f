package dev.holdfast.chat.keys;

import dev.holdfast.chat.identity.Call;
import dev.holdfast.chat.identity.Turns;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Keeps a user's key for a provider, in place of the one before, and has it tried; both or neither.
 */
@ApplicationScoped
public class PutKey {
    private final Turns turns;
    private final Keys keys;
    private final Seal seal;
    private final AskToTryKey askToTry;
    private final Clock clock;

    PutKey(Turns turns, Keys keys, Seal seal, AskToTryKey askToTry, Clock clock) {
        this.turns = turns;
        this.keys = keys;
        this.seal = seal;
        this.askToTry = askToTry;
        this.clock = clock;
    }

    @WithTransaction
    Uni<ProviderKey> put(Call call, String provider, String key) {
        String owner = call.owner();
        return turns.take(owner)
                .chain(keys::nextVersion)
                .chain(version ->
                        keep(
                                owner,
                                provider,
                                version,
                                sealed(key, owner, provider, version),
                                lastFour(key)))
                .call(kept -> askToTry.ask(call, kept));
    }

    private byte[] sealed(String key, String owner, String provider, int version) {
        return seal.seal(key, owner, provider, version).orElseThrow(Seal::refusal);
    }

    private Uni<ProviderKey> keep(
            String owner, String provider, int version, byte[] ciphertext, String lastFour) {
        return keys.find(owner, provider)
                .map(present ->
                        present == null
                                ? new ProviderKey(owner, provider, clock.instant())
                                : present)
                .invoke(kept -> kept.replace(version, ciphertext, lastFour, clock.instant()))
                .chain(kept -> keys.persist(kept));
    }

    private static String lastFour(String key) {
        return key.substring(key.length() - 4);
    }
}
