package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contracts.problem.Problem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key of the user's own was tried. About no conversation, so that it comes to every device.
 *
 * @param version of the key that was tried; a later one may have taken its place
 * @param problem why it does not work, or what stands in its way; absent where nothing does
 */
public record KeyChecked(
        Instant at, String provider, int version, Outcome outcome, @Nullable Problem problem)
        implements LogEvent {
    public static final String TYPE = "key.checked";

    /** What the provider made of the key. */
    public enum Outcome {
        /** It took the key, though the account may be without credit. */
        @JsonProperty("works")
        WORKS,
        /** It did not take the key. */
        @JsonProperty("refused")
        REFUSED,
        /** It gave no answer that says anything of the key. */
        @JsonProperty("unreachable")
        UNREACHABLE
    }

    /** Null: a key belongs to its user, not to a conversation. */
    @Override
    public @Nullable UUID conversationId() {
        return null;
    }

    @Override
    public String type() {
        return TYPE;
    }
}
