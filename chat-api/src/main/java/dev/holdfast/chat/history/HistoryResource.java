package dev.holdfast.chat.history;

import dev.holdfast.chat.identity.Caller;
import dev.holdfast.chat.problem.Field;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /api/conversations/{id}}: open a conversation. */
@Path("/api/conversations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Conversations")
public class HistoryResource {
    private final ReadHistory readHistory;
    private final Caller caller;

    HistoryResource(ReadHistory readHistory, Caller caller) {
        this.readHistory = readHistory;
        this.caller = caller;
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getConversation",
            summary = "Open a conversation",
            description =
                    "Everything in it as of one instant, and the cursor from which the stream goes"
                            + " on without a gap.")
    @APIResponse(
            responseCode = "200",
            description = "The conversation.",
            content = @Content(schema = @Schema(implementation = History.class)))
    public Uni<History> get(
            @Parameter(
                            description = "The conversation's id",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @PathParam("id")
                    String id) {
        return readHistory.of(caller.userId(), new Field("id", id).id());
    }
}
