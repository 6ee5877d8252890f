package dev.holdfast.worker.opening;

import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.worker.endpoint.EndpointOpening;
import dev.holdfast.worker.endpoint.UserEndpoints;
import dev.holdfast.worker.keys.KeyOpening;
import dev.holdfast.worker.keys.SealedKeys;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.Providers;
import dev.holdfast.worker.provider.wire.Listing;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a provider's id and a sealed key to somebody to call. Safe for any thread. */
@Singleton
public final class OpenProvider {
    private final Providers providers;
    private final UserEndpoints endpoints;
    private final SealedKeys keys;

    public OpenProvider(Providers providers, UserEndpoints endpoints, SealedKeys keys) {
        this.providers = providers;
        this.endpoints = endpoints;
        this.keys = keys;
    }

    /**
     * @param provider as a model names it
     * @param endpoint the owner's server of that name; null where there is none
     * @param sealed the owner's key; null where there is none
     */
    public Opening open(
            String owner,
            String provider,
            @Nullable UserEndpoint endpoint,
            @Nullable SealedKey sealed) {
        if (UserEndpoint.isNamedBy(provider)) {
            return switch (endpoints.open(provider, endpoint)) {
                case EndpointOpening.Refused(var problem) -> new Opening.Refused(problem);
                case EndpointOpening.Opened(var opened, var listing) ->
                        ready(opened, listing, opened(owner, provider, endpoint, sealed));
            };
        }
        Optional<Provider> named = providers.named(provider);
        return named.isEmpty()
                ? new Opening.NotServed()
                : ready(named.get(), null, opened(owner, provider, null, sealed));
    }

    /** A key that was left for an endpoint opens for its address alone. */
    private @Nullable KeyOpening opened(
            String owner,
            String provider,
            @Nullable UserEndpoint endpoint,
            @Nullable SealedKey sealed) {
        if (sealed == null) {
            return null;
        }
        return endpoint == null
                ? keys.open(owner, provider, sealed)
                : keys.open(owner, endpoint, sealed);
    }

    private static Opening ready(
            Provider provider, @Nullable Listing listing, @Nullable KeyOpening key) {
        return switch (key) {
            case null -> new Opening.Ready(provider, null, listing);
            case KeyOpening.Opened(var opened) -> new Opening.Ready(provider, opened, listing);
            case KeyOpening.Unreadable() -> new Opening.KeyUnreadable();
        };
    }
}
