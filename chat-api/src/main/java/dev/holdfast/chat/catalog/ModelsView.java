package dev.holdfast.chat.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import java.util.List;
import java.util.Set;

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
            List<ModelOffer> models) {}

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
     */
    static ModelsView of(
            List<ProviderAdvertised> advertised, Set<String> ownKeys, boolean keysAreTaken) {
        return new ModelsView(
                advertised.stream()
                        .map(provider ->
                                new Provider(
                                        provider.provider(),
                                        provider.title(),
                                        provider.health(),
                                        access(provider, ownKeys),
                                        keysAreTaken && !Boolean.FALSE.equals(provider.takesKeys()),
                                        provider.models()))
                        .toList());
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
