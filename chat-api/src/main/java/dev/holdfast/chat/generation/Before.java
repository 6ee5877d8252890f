package dev.holdfast.chat.generation;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.fold.Standing;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A generation's row before a batch.
 *
 * @param worker who runs it
 * @param stopWanted whether its user wants it to end
 * @param gap whether its log was found to have a hole
 * @param stored what there is of the answer; null unless the batch needs it
 */
record Before(
        UUID id,
        String owner,
        UUID messageId,
        Standing standing,
        @Nullable String worker,
        boolean stopWanted,
        boolean gap,
        @Nullable Content stored) {}
