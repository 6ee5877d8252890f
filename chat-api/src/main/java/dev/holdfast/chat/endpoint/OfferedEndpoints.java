package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.problem.Field;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.SealedKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What other packages may know of endpoints: which models they offer to their user, and how they
 * are called. Every method works within the caller's session.
 */
@ApplicationScoped
public class OfferedEndpoints {
    private final Endpoints endpoints;
    private final EndpointJson json;
    private final Allowance allowance;

    OfferedEndpoints(Endpoints endpoints, EndpointJson json, Allowance allowance) {
        this.endpoints = endpoints;
        this.json = json;
        this.allowance = allowance;
    }

    /**
     * @param models those that its user named, or those of its own list as far as it is known
     */
    public record Offer(String provider, String title, List<ModelOffer> models) {}

    /**
     * @param sealedKey null where it is called without one
     */
    public record Callable(UserEndpoint endpoint, @Nullable SealedKey sealedKey) {}

    /** By title; none where none are allowed. */
    public Uni<List<Offer>> offers(String owner) {
        return allowance.isGiven()
                ? endpoints.listOf(owner).map(kept -> kept.stream().map(this::offer).toList())
                : Uni.createFrom().item(List.of());
    }

    private Offer offer(Endpoint endpoint) {
        List<ModelOffer> found = json.offers(endpoint.found());
        List<String> named = json.names(endpoint.models());
        return new Offer(
                UserEndpoint.provider(endpoint.name()),
                endpoint.title(),
                named.isEmpty() ? found : described(named, found));
    }

    /** The user's names, with what the endpoint's list says of them. */
    private static List<ModelOffer> described(List<String> named, List<ModelOffer> found) {
        var byName =
                found.stream()
                        .collect(
                                Collectors.toMap(
                                        ModelOffer::name,
                                        Function.identity(),
                                        (first, _) -> first));
        return named.stream()
                .map(name -> byName.getOrDefault(name, new ModelOffer(name, name, List.of(), null)))
                .toList();
    }

    /**
     * Fails where no endpoints are allowed or this user has none of that name.
     *
     * @param provider {@code custom:<name>}
     * @param field the request's, which names it
     */
    public Uni<Void> require(String owner, String provider, String field) {
        allowance.require(field);
        return endpoints
                .find(owner, UserEndpoint.name(provider))
                .onItem()
                .ifNull()
                .failWith(() ->
                        new Field(field, null)
                                .refused(
                                        ProblemType.ENDPOINT_NOT_FOUND,
                                        "It was removed, or is somebody else's. Choose another"
                                                + " model."))
                .replaceWithVoid();
    }

    /**
     * Nothing where there is none of that name any more.
     *
     * @param provider {@code custom:<name>}
     */
    public Uni<Optional<Callable>> callable(String owner, String provider) {
        return endpoints
                .find(owner, UserEndpoint.name(provider))
                .map(found ->
                        Optional.ofNullable(found)
                                .map(endpoint ->
                                        new Callable(endpoint.wire(), endpoint.sealedKey())));
    }
}
