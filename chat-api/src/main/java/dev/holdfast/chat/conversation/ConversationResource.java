package dev.holdfast.chat.conversation;

import dev.holdfast.chat.identity.Caller;
import dev.holdfast.chat.problem.Bodies;
import dev.holdfast.chat.problem.Field;
import dev.holdfast.contracts.log.ConversationView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
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
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** {@code /api/conversations}: conversations as a whole. */
@Cancellable(false)
@Path("/api/conversations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Conversations")
public class ConversationResource {
    private final PutConversation putConversation;
    private final DeleteConversation deleteConversation;
    private final TextLimits limits;
    private final Caller caller;

    ConversationResource(
            PutConversation putConversation,
            DeleteConversation deleteConversation,
            TextLimits limits,
            Caller caller) {
        this.putConversation = putConversation;
        this.deleteConversation = deleteConversation;
        this.limits = limits;
        this.caller = caller;
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putConversation",
            summary = "Make a conversation, or change it",
            description =
                    "The client makes the id, a UUIDv7, so that a repeat of the same request is"
                            + " harmless.")
    @APIResponse(
            responseCode = "200",
            description = "It is there, as asked for.",
            content = @Content(schema = @Schema(implementation = ConversationView.class)))
    @APIResponse(
            responseCode = "201",
            description = "It was made.",
            content = @Content(schema = @Schema(implementation = ConversationView.class)))
    public Uni<RestResponse<ConversationView>> put(
            @Parameter(
                            description = "A UUIDv7",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @PathParam("id")
                    String id,
            @Nullable ConversationRequest request) {
        return putConversation
                .put(
                        caller.call(),
                        new Field("id", id).id(),
                        Bodies.present(request).checked(limits.maxLength()))
                .map(put ->
                        RestResponse.status(
                                put.made() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                                put.conversation()));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "deleteConversation",
            summary = "Delete a conversation with its messages",
            description = "Answers that are being written are stopped.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    public Uni<Void> delete(
            @Parameter(
                            description = "A UUIDv7",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @PathParam("id")
                    String id) {
        return deleteConversation.delete(caller.call(), new Field("id", id).id());
    }
}
