package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as lists show it; the same in the log and in REST.
 *
 * @param title null until it has one
 * @param titledBy where the title comes from; null where there is none
 * @param model used for the next message unless that names its own
 * @param options used for the next message unless that names its own; null where none are set
 * @param updatedAt when it was last written to; lists are ordered by it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversationView(
        UUID id,
        @Nullable String title,
        @Nullable TitledBy titledBy,
        boolean pinned,
        @Nullable ModelRef model,
        @Nullable ConversationOptions options,
        Instant updatedAt) {}
