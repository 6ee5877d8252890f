package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.identity.Caller;
import dev.holdfast.chat.problem.Bodies;
import dev.holdfast.chat.problem.Field;
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

/**
 * {@code /api/endpoints}: bring your own server. What is kept can be seen and deleted even where it
 * is no longer allowed: it is its user's.
 */
@Cancellable(false)
@Path("/api/endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Endpoints")
public class EndpointResource {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final PutEndpoint putEndpoint;
    private final CheckEndpointAgain checkEndpointAgain;
    private final Endpoints endpoints;
    private final ShowEndpoint showEndpoint;
    private final Allowance allowance;
    private final Caller caller;

    EndpointResource(
            PutEndpoint putEndpoint,
            CheckEndpointAgain checkEndpointAgain,
            Endpoints endpoints,
            ShowEndpoint showEndpoint,
            Allowance allowance,
            Caller caller) {
        this.putEndpoint = putEndpoint;
        this.checkEndpointAgain = checkEndpointAgain;
        this.endpoints = endpoints;
        this.showEndpoint = showEndpoint;
        this.allowance = allowance;
        this.caller = caller;
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putEndpoint",
            summary = "Add or replace an endpoint of your own",
            description =
                    "A server that speaks OpenAI's Chat Completions. Its models are offered as"
                            + " those of provider custom:name, to you alone. A worker tries it;"
                            + " until it has, the status is checking, and what comes of it is"
                            + " told by endpoint.checked over the stream.")
    @APIResponse(
            responseCode = "201",
            description = "It is kept.",
            content = @Content(schema = @Schema(implementation = EndpointView.class)))
    @APIResponse(
            responseCode = "200",
            description = "It is kept in place of the one before.",
            content = @Content(schema = @Schema(implementation = EndpointView.class)))
    public Uni<RestResponse<EndpointView>> put(
            @Parameter(description = "What you call it", example = "home") @PathParam("name")
                    String name,
            @Nullable EndpointRequest request) {
        allowance.require();
        if (!NAME.matcher(name).matches()) {
            throw new Field("name", null)
                    .invalid("Up to 40 lower-case letters, digits and hyphens.");
        }
        return putEndpoint
                .put(caller.call(), Bodies.present(request).checked(name, allowance))
                .map(kept ->
                        RestResponse.status(
                                kept.made() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                                showEndpoint.show(kept.endpoint())));
    }

    @GET
    @WithSession
    @Operation(operationId = "listEndpoints", summary = "Which endpoints are kept")
    @APIResponse(
            responseCode = "200",
            description = "Your endpoints, their keys by the last four characters.",
            content = @Content(schema = @Schema(implementation = EndpointList.class)))
    public Uni<EndpointList> list() {
        return endpoints
                .listOf(caller.userId())
                .map(kept -> new EndpointList(kept.stream().map(showEndpoint::show).toList()));
    }

    @POST
    @Path("/{name}/check")
    @Operation(
            operationId = "checkEndpoint",
            summary = "Try an endpoint again",
            description =
                    "Its list of models is read anew. What comes of it is told by endpoint.checked"
                            + " over the stream.")
    @APIResponse(
            responseCode = "202",
            description = "A worker will try it.",
            content = @Content(schema = @Schema(implementation = EndpointView.class)))
    public Uni<RestResponse<EndpointView>> check(
            @Parameter(description = "What you call it", example = "home") @PathParam("name")
                    String name) {
        allowance.require();
        return checkEndpointAgain
                .check(caller.call(), known(name))
                .map(kept ->
                        RestResponse.status(RestResponse.Status.ACCEPTED, showEndpoint.show(kept)));
    }

    @DELETE
    @Path("/{name}")
    @WithTransaction
    @Operation(
            operationId = "deleteEndpoint",
            summary = "Forget an endpoint and its key",
            description = "Answers that were asked for before may still be written by it.")
    @APIResponse(responseCode = "204", description = "It is forgotten.")
    public Uni<Void> delete(
            @Parameter(description = "What you call it", example = "home") @PathParam("name")
                    String name) {
        return endpoints.remove(caller.userId(), known(name));
    }

    private static String known(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Endpoints.unknown();
        }
        return name;
    }
}
