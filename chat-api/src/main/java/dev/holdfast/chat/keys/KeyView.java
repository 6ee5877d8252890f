package dev.holdfast.chat.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.chat.trial.TrialStatus;
import dev.holdfast.contracts.problem.Problem;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What anyone, its owner included, learns of a kept key.
 *
 * @param lastFour its last four characters, to tell keys apart
 * @param checkedAt when {@code status} was learnt; absent while it is {@code checking}
 * @param problem why it does not work, or what stands in its way
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        examples =
                "{\"provider\": \"openai\", \"lastFour\": \"x9Qz\", \"createdAt\":"
                        + " \"2026-11-22T11:17:25.123Z\", \"status\": \"works\", \"checkedAt\":"
                        + " \"2026-11-22T11:17:26.001Z\"}")
public record KeyView(
        String provider,
        String lastFour,
        Instant createdAt,
        TrialStatus status,
        @Nullable Instant checkedAt,
        @Nullable Problem problem) {}
