package dev.holdfast.chat.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.chat.trial.TrialStatus;
import dev.holdfast.contracts.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A kept endpoint as its owner sees it.
 *
 * @param provider as in a message's {@code model.provider}
 * @param lastFour the last four characters of its key; absent where it is called without one
 * @param models the names that its user gave; empty where those of its own list are offered
 * @param found the names in its own list when it was last tried
 * @param checkedAt when {@code status} was learnt; absent while it is {@code checking}
 * @param problem why it does not work, or what stands in its way
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        examples =
                """
                {"name": "home", "provider": "custom:home", "title": "At home",\
                 "baseUrl": "https://models.example.org/v1", "lastFour": "x9Qz", "models": [],\
                 "found": ["qwen3:8b"], "createdAt": "2026-11-22T11:17:25.123Z",\
                 "status": "works", "checkedAt": "2026-11-22T11:17:26.001Z"}\
                """)
public record EndpointView(
        String name,
        String provider,
        String title,
        String baseUrl,
        @Nullable String lastFour,
        List<String> models,
        List<String> found,
        Instant createdAt,
        TrialStatus status,
        @Nullable Instant checkedAt,
        @Nullable Problem problem) {}
