package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.log.GenerationEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One readable record of the log, on its way into the tail or out of an older part.
 *
 * @param timestamp the record's, in milliseconds since the epoch
 * @param conversationId null where the event is about no conversation
 * @param sequence the event's, null where it carries none
 * @param generation the event, where it is one of a generation and of a type that is known here;
 *     any other is passed on without being understood
 * @param body the value as it lies in the log
 */
// The array is shared on purpose; equality is not asked for.
@SuppressWarnings("ArrayRecordComponent")
public record LogRecord(
        long offset,
        long timestamp,
        String userId,
        @Nullable UUID conversationId,
        @Nullable Long sequence,
        @Nullable GenerationEvent generation,
        byte[] body) {}
