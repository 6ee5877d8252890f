package dev.holdfast.contracts.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A user's own server, which speaks OpenAI's Chat Completions.
 *
 * @param provider {@code custom:<name>}, by which a message's model names it; means something
 *     beside its user's id alone
 * @param title as a person reads it
 * @param baseUrl up to where {@code /chat/completions} begins; see {@link EndpointUrl}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record UserEndpoint(
        @JsonProperty(required = true) String provider,
        @JsonProperty(required = true) String title,
        @JsonProperty(required = true) String baseUrl) {
    private static final String PREFIX = "custom:";

    public UserEndpoint {
        if (!isNamedBy(provider)) {
            throw new IllegalArgumentException("an endpoint's id begins with " + PREFIX);
        }
    }

    /** Whether a provider's id is that of a user's endpoint; an operator's has no colon. */
    public static boolean isNamedBy(String provider) {
        return provider.startsWith(PREFIX);
    }

    /** The id of the endpoint that its user calls so. */
    public static String provider(String name) {
        return PREFIX + name;
    }

    /** What its user calls it. */
    public static String name(String provider) {
        return provider.substring(PREFIX.length());
    }
}
