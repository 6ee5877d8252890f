package dev.holdfast.chat.catalog;

import dev.holdfast.chat.identity.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What can be called, and by whose key. */
@Cancellable(false)
@Path("/api/models")
public class ModelsResource {
    private final Caller caller;
    private final OfferedModels models;

    ModelsResource(Caller caller, OfferedModels models) {
        this.caller = caller;
        this.models = models;
    }

    /**
     * Every provider that a worker has advertised, by title; then this user's own endpoints; the
     * demo last.
     */
    @GET
    @WithSession
    public Uni<ModelsView> models() {
        return models.to(caller.userId());
    }
}
