package dev.holdfast.chat.keys;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.database.Turns;
import dev.holdfast.chat.identity.Call;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/**
 * Keeps a user's key for a provider, in place of the one before, and has it tried; both or neither.
 */
@ApplicationScoped
public class PutKey {
    private final Transactions transactions;
    private final Turns turns;
    private final Keys keys;
    private final Seal seal;
    private final AskToTryKey askToTry;
    private final Clock clock;

    PutKey(
            Transactions transactions,
            Turns turns,
            Keys keys,
            Seal seal,
            AskToTryKey askToTry,
            Clock clock) {
        this.transactions = transactions;
        this.turns = turns;
        this.keys = keys;
        this.seal = seal;
        this.askToTry = askToTry;
        this.clock = clock;
    }

    Uni<ProviderKey> put(Call call, String provider, String key) {
        String owner = call.owner();
        return transactions.withEntities(tx ->
                turns.take(tx, owner)
                        .chain(() -> keys.nextVersion(tx))
                        .chain(version ->
                                keep(
                                        owner,
                                        provider,
                                        version,
                                        sealed(key, owner, provider, version),
                                        lastFour(key)))
                        .call(kept -> askToTry.ask(tx, call, kept)));
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
