package dev.holdfast.chat.catalog;

import dev.holdfast.chat.endpoint.OfferedEndpoints;
import dev.holdfast.chat.identity.Caller;
import dev.holdfast.chat.keys.Keys;
import dev.holdfast.chat.keys.KeysConfig;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What can be called, and by whose key. */
@Cancellable(false)
@Path("/api/models")
public class ModelsResource {
    private final Caller caller;
    private final Catalog catalog;
    private final Keys keys;
    private final KeysConfig keysConfig;
    private final OfferedEndpoints endpoints;

    ModelsResource(
            Caller caller,
            Catalog catalog,
            Keys keys,
            KeysConfig keysConfig,
            OfferedEndpoints endpoints) {
        this.caller = caller;
        this.catalog = catalog;
        this.keys = keys;
        this.keysConfig = keysConfig;
        this.endpoints = endpoints;
    }

    /**
     * Every provider that a worker has advertised, by title; then this user's own endpoints; the
     * demo last.
     */
    @GET
    @WithSession
    public Uni<ModelsView> models() {
        return keys.providersOf(caller.userId())
                .chain(own -> endpoints.offers(caller.userId()).map(offers -> view(own, offers)));
    }

    private ModelsView view(Set<String> ownKeys, List<OfferedEndpoints.Offer> offers) {
        return ModelsView.of(
                catalog.providers(), ownKeys, keysConfig.publicKeyset().isPresent(), offers);
    }
}
