package dev.holdfast.chat.catalog;

import dev.holdfast.chat.endpoint.OfferedEndpoints;
import dev.holdfast.chat.keys.Keys;
import dev.holdfast.chat.keys.KeysConfig;
import dev.holdfast.contracts.log.ModelRef;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * What one user may call, and what answers them where nobody chose. Every method works within the
 * caller's session.
 */
@ApplicationScoped
public class OfferedModels {
    private final Catalog catalog;
    private final Keys keys;
    private final KeysConfig keysConfig;
    private final OfferedEndpoints endpoints;

    OfferedModels(Catalog catalog, Keys keys, KeysConfig keysConfig, OfferedEndpoints endpoints) {
        this.catalog = catalog;
        this.keys = keys;
        this.keysConfig = keysConfig;
        this.endpoints = endpoints;
    }

    Uni<ModelsView> to(String owner) {
        return keys.providersOf(owner)
                .chain(own ->
                        endpoints
                                .offers(owner)
                                .map(offers ->
                                        ModelsView.of(
                                                catalog.providers(),
                                                own,
                                                keysConfig.publicKeyset().isPresent(),
                                                offers)));
    }

    /**
     * Nothing where this user can call nothing. Throws a refusal that passes while the catalogue is
     * not whole: what is chosen now stays the conversation's.
     */
    public Uni<Optional<ModelRef>> usual(String owner) {
        catalog.requireLoaded();
        return to(owner).map(view -> UsualModel.of(view.providers()));
    }
}
