package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.log.GenerationEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event as it waits to be delivered. Shared by all of its readers.
 *
 * @param timestamp the record's, in milliseconds since the epoch
 * @param conversationId null where the event is about no conversation
 * @param generationId null where the event is about no generation, or of a type that is not known
 * @param sequence the event's, null where it carries none
 * @param progress whether it goes only to those who watch the conversation
 * @param body the record's value: one JSON object in UTF-8, put into frames as it is. Not copied;
 *     nobody writes to it.
 */
// The array is shared on purpose; equality is not asked for.
@SuppressWarnings("ArrayRecordComponent")
public record Entry(
        long offset,
        long timestamp,
        @Nullable UUID conversationId,
        @Nullable UUID generationId,
        @Nullable Long sequence,
        boolean progress,
        byte[] body) {

    /** Bytes of heap for the record, the array's header, two ids and the places that hold it. */
    private static final int OVERHEAD = 144;

    public static Entry of(LogRecord logged) {
        GenerationEvent generation = logged.generation();
        return new Entry(
                logged.offset(),
                logged.timestamp(),
                logged.conversationId(),
                generation == null ? null : generation.generationId(),
                logged.sequence(),
                generation instanceof GenerationEvent.Progressed,
                logged.body());
    }

    /** What it costs to keep, in bytes of heap, roughly. */
    public int cost() {
        return body.length + OVERHEAD;
    }
}
