package dev.holdfast.chat.generation;

import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.Source;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A generation's row before a batch.
 *
 * @param worker who runs it
 * @param stopWanted whether its user wants it to end
 * @param gap whether its log was found to have a hole
 * @param text the stored text; null unless the batch needs it
 * @param sources the stored ones; empty unless the batch needs them
 */
record Before(
        UUID id,
        String owner,
        UUID messageId,
        Standing standing,
        @Nullable String worker,
        boolean stopWanted,
        boolean gap,
        @Nullable String text,
        List<Source> sources) {}
