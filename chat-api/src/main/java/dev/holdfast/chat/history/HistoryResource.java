package dev.holdfast.chat.history;

import dev.holdfast.chat.identity.Caller;
import dev.holdfast.chat.problem.Field;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/conversations} and {@code GET /api/conversations/{id}}: look, and open one. */
@Cancellable(false)
@Path("/api/conversations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Conversations")
public class HistoryResource {
    private final ReadOverview readOverview;
    private final ReadHistory readHistory;
    private final Caller caller;

    HistoryResource(ReadOverview readOverview, ReadHistory readHistory, Caller caller) {
        this.readOverview = readOverview;
        this.readHistory = readHistory;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listConversations",
            summary = "List conversations, newest first",
            description =
                    "The first page also says which answers are being written, and the cursor from"
                            + " which the stream keeps the list up to date without a gap.")
    @APIResponse(
            responseCode = "200",
            description = "One page.",
            content = @Content(schema = @Schema(implementation = Overview.class)))
    public Uni<Overview> list(
            @Parameter(
                            description = "How many, 1 to 200; 50 unless said otherwise",
                            schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable String limit,
            @Parameter(description = "The next of the page before") @QueryParam("before")
                    @Nullable String before) {
        return before == null
                ? readOverview.first(caller.userId(), limit)
                : readOverview.next(caller.userId(), before, limit);
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
        return readHistory.read(caller.userId(), new Field("id", id).id());
    }
}
