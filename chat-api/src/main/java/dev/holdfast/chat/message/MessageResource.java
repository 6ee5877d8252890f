package dev.holdfast.chat.message;

import dev.holdfast.chat.conversation.TextLimits;
import dev.holdfast.chat.identity.Caller;
import dev.holdfast.chat.problem.Bodies;
import dev.holdfast.chat.problem.Field;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
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

/** {@code /api/conversations/{id}/messages}: say something. */
@Cancellable(false)
@Path("/api/conversations/{id}/messages")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
public class MessageResource {
    private final SendMessage sendMessage;
    private final TextLimits limits;
    private final Caller caller;

    MessageResource(SendMessage sendMessage, TextLimits limits, Caller caller) {
        this.sendMessage = sendMessage;
        this.limits = limits;
        this.caller = caller;
    }

    @PUT
    @Path("/{messageId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "sendMessage",
            summary = "Say something, and have it answered",
            description =
                    "The client makes the id, a UUIDv7. The same request again gets the very same"
                            + " answer and asks no provider a second time; another request under"
                            + " the same id is refused, and so is one under an answer that is still"
                            + " being written. The answer's text comes with the stream.")
    @APIResponse(
            responseCode = "202",
            description = "It is accepted; the reply will end, whatever happens.",
            content = @Content(schema = @Schema(implementation = Accepted.class)))
    public Uni<RestResponse<Accepted>> send(
            @Parameter(
                            description = "The conversation's id",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @PathParam("id")
                    String id,
            @Parameter(
                            description = "A UUIDv7",
                            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @PathParam("messageId")
                    String messageId,
            @Nullable MessageRequest request) {
        UUID conversation = new Field("id", id).id();
        UUID message = new Field("messageId", messageId).id();
        return sendMessage
                .send(
                        caller.call(),
                        conversation,
                        Bodies.present(request).checked(message, limits.maxLength()))
                .map(accepted -> RestResponse.status(RestResponse.Status.ACCEPTED, accepted));
    }
}
