package dev.holdfast.contracts.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A key has just been kept: whichever worker takes this tries it once, with the cheapest call that
 * its provider knows, and says in the log what came of it ({@link
 * dev.holdfast.contracts.log.KeyChecked}). The record's key is the user id.
 *
 * @param owner whose key it is, and the key of the log record that answers
 * @param sealedKey names the provider and the version too
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyCheckRequested(
        @JsonProperty(required = true) String owner,
        @JsonProperty(required = true) SealedKey sealedKey,
        Instant requestedAt) {

    /** The CloudEvents type of this record. */
    public static final String TYPE = "key.check-requested";

    public KeyCheckRequested {
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
