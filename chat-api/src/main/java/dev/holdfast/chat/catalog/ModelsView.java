package dev.holdfast.chat.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.chat.endpoint.OfferedEndpoints;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What one user may call. */
public record ModelsView(List<Provider> providers) {

    /**
     * @param id as in a message's {@code model.provider}
     * @param access whose key a call of this user's is made with
     * @param takesKeys whether a key of the user's own is of use
     */
    public record Provider(
            String id,
            String title,
            ProviderAdvertised.Health health,
            Access access,
            boolean takesKeys,
            List<ModelOffer> models) {

        boolean isDemo() {
            return id.equals(ProviderAdvertised.DEMO);
        }
    }

    /** Whose key a call is made with. */
    public enum Access {
        @JsonProperty("server")
        SERVER,
        @JsonProperty("own-key")
        OWN_KEY,
        /** Nobody's: the user must add one first. */
        @JsonProperty("none")
        NONE
    }

    /**
     * @param ownKeys the providers for which this user keeps a key, which goes before the server's
     * @param keysAreTaken whether this service can keep keys at all
     * @param endpoints those of this user
     */
    static ModelsView of(
            List<ProviderAdvertised> advertised,
            Set<String> ownKeys,
            boolean keysAreTaken,
            List<OfferedEndpoints.Offer> endpoints) {
        return new ModelsView(
                // The user's own endpoints go before the demo too.
                Stream.concat(
                                advertised.stream()
                                        .map(provider ->
                                                new Provider(
                                                        provider.provider(),
                                                        provider.title(),
                                                        provider.health(),
                                                        access(provider, ownKeys),
                                                        keysAreTaken
                                                                && !Boolean.FALSE.equals(
                                                                        provider.takesKeys()),
                                                        provider.models())),
                                endpoints.stream().map(ModelsView::own))
                        .sorted(Comparator.comparing(Provider::isDemo))
                        .toList());
    }

    /**
     * Never down: one that did not answer when it was tried may answer now, and its user has its
     * status beside it.
     */
    private static Provider own(OfferedEndpoints.Offer endpoint) {
        return new Provider(
                endpoint.provider(),
                endpoint.title(),
                ProviderAdvertised.Health.UP,
                Access.OWN_KEY,
                // Its key is a part of it.
                false,
                endpoint.models());
    }

    private static Access access(ProviderAdvertised provider, Set<String> ownKeys) {
        if (ownKeys.contains(provider.provider())) {
            return Access.OWN_KEY;
        }
        return switch (provider.access()) {
            case SERVER -> Access.SERVER;
            case OWN_KEY -> Access.NONE;
        };
    }
}
