package dev.holdfast.chat.catalog;

import dev.holdfast.chat.identity.Caller;
import dev.holdfast.chat.keys.Keys;
import dev.holdfast.chat.keys.KeysConfig;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What can be called, and by whose key. */
@Path("/api/models")
public class ModelsResource {
    private final Caller caller;
    private final Catalog catalog;
    private final Keys keys;
    private final KeysConfig keysConfig;

    ModelsResource(Caller caller, Catalog catalog, Keys keys, KeysConfig keysConfig) {
        this.caller = caller;
        this.catalog = catalog;
        this.keys = keys;
        this.keysConfig = keysConfig;
    }

    /** Every provider that a worker has advertised, by title. */
    @GET
    @WithSession
    public Uni<ModelsView> models() {
        return keys.providersOf(caller.userId())
                .map(own ->
                        ModelsView.of(
                                catalog.providers(), own, keysConfig.publicKeyset().isPresent()));
    }
}
