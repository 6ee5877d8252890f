package dev.holdfast.contracts.log;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of the user's own was tried. About no conversation, so that it comes to every device.
 *
 * @param provider {@code custom:<name>}
 * @param version of the endpoint that was tried; a later one may have taken its place
 * @param models as the endpoint's own list has them; empty where there is none
 * @param problem why it does not work, or what stands in its way; absent where nothing does
 */
public record EndpointChecked(
        Instant at,
        String provider,
        int version,
        KeyChecked.Outcome outcome,
        List<ModelOffer> models,
        @Nullable Problem problem)
        implements LogEvent {
    public static final String TYPE = "endpoint.checked";

    public EndpointChecked {
        models = models == null ? List.of() : List.copyOf(models);
    }

    /** Null: an endpoint belongs to its user, not to a conversation. */
    @Override
    public @Nullable UUID conversationId() {
        return null;
    }

    @Override
    public String type() {
        return TYPE;
    }
}
