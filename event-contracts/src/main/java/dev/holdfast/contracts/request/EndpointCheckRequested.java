package dev.holdfast.contracts.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of a user's has just been kept: whichever worker takes this asks it for its models
 * and says in the log what came of it ({@link dev.holdfast.contracts.log.EndpointChecked}). The
 * record's key is the user id.
 *
 * @param owner whose endpoint it is, and the key of the log record that answers
 * @param version grows with every replacement of the endpoint
 * @param models the names that its user gave; empty where its own list is wanted
 * @param sealedKey absent where it is called without one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointCheckRequested(
        @JsonProperty(required = true) String owner,
        @JsonProperty(required = true) UserEndpoint endpoint,
        int version,
        List<String> models,
        @Nullable SealedKey sealedKey,
        Instant requestedAt) {

    /** The CloudEvents type of this record. */
    public static final String TYPE = "endpoint.check-requested";

    public EndpointCheckRequested {
        models = models == null ? List.of() : List.copyOf(models);
        if (owner.isEmpty()) {
            throw new IllegalArgumentException("owner is empty");
        }
    }

    /** In the body too, so that a body alone says what it is. */
    @JsonProperty(value = "type", access = JsonProperty.Access.READ_ONLY)
    public String type() {
        return TYPE;
    }
}
