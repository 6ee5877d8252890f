package dev.holdfast.chat.generation;

import dev.holdfast.chat.database.Transactions;
import dev.holdfast.chat.identity.Caller;
import dev.holdfast.chat.problem.Field;
import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What a user may ask of and do to a generation. */
@Cancellable(false)
@Path("/api/generations/{id}")
public class GenerationResource {
    private final Caller caller;
    private final Generations generations;
    private final StopGeneration stop;
    private final Transactions transactions;

    GenerationResource(
            Caller caller,
            Generations generations,
            StopGeneration stop,
            Transactions transactions) {
        this.caller = caller;
        this.generations = generations;
        this.stop = stop;
        this.transactions = transactions;
    }

    /** How it stands, as far as the log is projected. */
    @GET
    public Uni<GenerationView> generation(@PathParam("id") String id) {
        String owner = caller.userId();
        UUID generation = new Field("id", id).id();
        return transactions
                .look(reader -> generations.find(reader, owner, generation))
                .map(found ->
                        found.map(GenerationView::of).orElseThrow(GenerationResource::unknown));
    }

    /** Idempotent; the end itself comes with the stream. */
    @POST
    @Path("/stop")
    @ResponseStatus(202)
    public Uni<Void> stop(@PathParam("id") String id) {
        return stop.stop(caller.userId(), new Field("id", id).id())
                .invoke(found -> {
                    if (!found) {
                        throw unknown();
                    }
                })
                .replaceWithVoid();
    }

    private static Refusal unknown() {
        return new Refusal(
                ProblemType.GENERATION_NOT_FOUND.because(
                        "Check the id; it may be another user's."));
    }
}
