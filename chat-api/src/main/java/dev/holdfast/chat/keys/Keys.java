package dev.holdfast.chat.keys;

import dev.holdfast.chat.database.Tx;
import dev.holdfast.contracts.request.SealedKey;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All kept keys, sealed. Every method works within the caller's session. */
@ApplicationScoped
public class Keys implements PanacheRepositoryBase<ProviderKey, ProviderKey.Key> {

    /** The providers for which this user keeps a key. */
    public Uni<Set<String>> providersOf(String owner) {
        return listOf(owner)
                .map(keys -> keys.stream().map(ProviderKey::provider).collect(Collectors.toSet()));
    }

    public Uni<Optional<SealedKey>> sealed(String owner, String provider) {
        return find(owner, provider).map(key -> Optional.ofNullable(key).map(ProviderKey::sealed));
    }

    Uni<List<ProviderKey>> listOf(String owner) {
        return list("owner = ?1 order by provider", owner);
    }

    /** Null where there is none. */
    Uni<@Nullable ProviderKey> find(String owner, String provider) {
        return findById(new ProviderKey.Key(owner, provider));
    }

    Uni<Boolean> remove(String owner, String provider) {
        return deleteById(new ProviderKey.Key(owner, provider));
    }

    /** Never given out twice, not even when the transaction fails. */
    public Uni<Integer> nextVersion(Tx tx) {
        return tx.query(
                        "select cast(nextval('provider_key_version') as text)",
                        Tuple.tuple(),
                        Integer.class)
                .map(List::getFirst);
    }
}
