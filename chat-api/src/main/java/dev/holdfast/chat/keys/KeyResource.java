package dev.holdfast.chat.keys;

import dev.holdfast.chat.identity.Caller;
import dev.holdfast.chat.problem.Bodies;
import dev.holdfast.chat.problem.Field;
import dev.holdfast.contracts.problem.ProblemType;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** {@code /api/keys}: bring your own key; write-only. */
@Cancellable(false)
@Path("/api/keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
public class KeyResource {
    private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final PutKey putKey;
    private final CheckKeyAgain checkKeyAgain;
    private final Keys keys;
    private final ShowKey showKey;
    private final Caller caller;

    KeyResource(
            PutKey putKey, CheckKeyAgain checkKeyAgain, Keys keys, ShowKey showKey, Caller caller) {
        this.putKey = putKey;
        this.checkKeyAgain = checkKeyAgain;
        this.keys = keys;
        this.showKey = showKey;
        this.caller = caller;
    }

    @PUT
    @Path("/{provider}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putKey",
            summary = "Leave a key for a provider",
            description =
                    "Takes the place of the one before. It is sealed at once and cannot be read"
                            + " back. A worker tries it; until it has, the status is"
                            + " checking, and what comes of it is told by key.checked over the"
                            + " stream.")
    @APIResponse(
            responseCode = "200",
            description = "It is kept.",
            content = @Content(schema = @Schema(implementation = KeyView.class)))
    public Uni<KeyView> put(
            @Parameter(description = "The provider's id", example = "openai") @PathParam("provider")
                    String provider,
            @Nullable KeyRequest request) {
        return putKey.put(caller.call(), checked(provider), Bodies.present(request).checked())
                .map(showKey::show);
    }

    @GET
    @WithSession
    @Operation(operationId = "listKeys", summary = "Which keys are kept")
    @APIResponse(
            responseCode = "200",
            description = "The keys, by their last four characters.",
            content = @Content(schema = @Schema(implementation = KeyList.class)))
    public Uni<KeyList> list() {
        return keys.listOf(caller.userId())
                .map(kept -> new KeyList(kept.stream().map(showKey::show).toList()));
    }

    @POST
    @Path("/{provider}/check")
    @Operation(
            operationId = "checkKey",
            summary = "Try a key again",
            description = "What comes of it is told by key.checked over the stream.")
    @APIResponse(
            responseCode = "202",
            description = "A worker will try it.",
            content = @Content(schema = @Schema(implementation = KeyView.class)))
    public Uni<RestResponse<KeyView>> check(
            @Parameter(description = "The provider's id", example = "openai") @PathParam("provider")
                    String provider) {
        return checkKeyAgain
                .check(caller.call(), checked(provider))
                .map(kept -> RestResponse.status(RestResponse.Status.ACCEPTED, showKey.show(kept)));
    }

    @DELETE
    @Path("/{provider}")
    @WithTransaction
    @Operation(
            operationId = "deleteKey",
            summary = "Forget a key",
            description = "Answers that were asked for before may still be written with it.")
    @APIResponse(responseCode = "204", description = "It is forgotten.")
    public Uni<Void> delete(
            @Parameter(description = "The provider's id", example = "openai") @PathParam("provider")
                    String provider) {
        return keys.remove(caller.userId(), checked(provider))
                .invoke(removed -> {
                    if (!removed) {
                        throw CheckKeyAgain.unknown();
                    }
                })
                .replaceWithVoid();
    }

    private static String checked(String provider) {
        if (!PROVIDER.matcher(provider).matches()) {
            throw new Field("provider", provider)
                    .refused(ProblemType.PROVIDER_NOT_FOUND, "No provider has this name.");
        }
        return provider;
    }
}
