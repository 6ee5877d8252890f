package dev.holdfast.worker.run;

import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.worker.endpoint.EndpointOpening;
import dev.holdfast.worker.endpoint.UserEndpoints;
import dev.holdfast.worker.keys.KeyOpening;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.Providers;
import org.jspecify.annotations.Nullable;

/**
 * From a request to what will be done about it: finds the provider, or makes one of the user's
 * endpoint, and opens the key.
 */
final class PlanRun {
    private final Providers providers;
    private final UserEndpoints endpoints;
    private final SealedKeys keys;

    PlanRun(Providers providers, UserEndpoints endpoints, SealedKeys keys) {
        this.providers = providers;
        this.endpoints = endpoints;
        this.keys = keys;
    }

    Plan of(GenerationRequested request) {
        String id = request.model().provider();
        if (UserEndpoint.isNamedBy(id)) {
            return switch (endpoints.open(id, request.endpoint())) {
                case EndpointOpening.Opened(var provider, _) -> withKey(provider, request);
                case EndpointOpening.Refused(var problem) ->
                        new Plan.Refuse(problem, request.textSoFar());
            };
        }
        return providers
                .named(id)
                .map(provider -> withKey(provider, request))
                .orElseGet(() ->
                        new Plan.Refuse(
                                ProblemType.PROVIDER_NOT_SERVED.because(
                                        "The worker that took this request does not serve"
                                                + " this provider. Choose a model from the"
                                                + " list, or turn the provider on for every"
                                                + " worker."),
                                request.textSoFar()));
    }

    private Plan withKey(Provider provider, GenerationRequested request) {
        SealedKey sealed = request.sealedKey();
        if (sealed == null) {
            return call(provider, request, null);
        }
        return switch (opened(provider, request, sealed)) {
            case KeyOpening.Opened(ProviderKey key) -> call(provider, request, key);
            case KeyOpening.Unreadable() ->
                    new Plan.Refuse(
                            ProblemType.KEY_UNREADABLE.because(
                                    "Your key for this provider cannot be opened any more."
                                            + " Store it again."),
                            request.textSoFar());
        };
    }

    private KeyOpening opened(Provider provider, GenerationRequested request, SealedKey sealed) {
        UserEndpoint endpoint = request.endpoint();
        return endpoint != null && UserEndpoint.isNamedBy(provider.profile().id())
                ? keys.open(request.userId(), endpoint, sealed)
                : keys.open(request.userId(), provider.profile().id(), sealed);
    }

    private static Plan call(
            Provider provider, GenerationRequested request, @Nullable ProviderKey key) {
        ProviderCall call =
                new ProviderCall(
                        request.model().name(),
                        request.options(),
                        request.messages(),
                        request.textSoFar(),
                        key);
        int keeps = request.textSoFar().isEmpty() ? 0 : provider.keeps(call);
        return new Plan.Call(provider, call.keeping(keeps));
    }
}
