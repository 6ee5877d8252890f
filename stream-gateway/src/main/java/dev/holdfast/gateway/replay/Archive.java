package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.log.Position;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The log where it has left memory. Answers come on any thread; a failure means: not now. */
public interface Archive {

    /** The offsets between which a partition has records. */
    CompletionStage<Bounds> bounds(Position position);

    /**
     * The user's events from a position on. Reads a bounded piece: an answer may be empty and only
     * move on.
     *
     * @param until memory is complete from here on; nothing at or after it is read
     * @param fold what the pieces before it have shown; used by one read at a time
     */
    CompletionStage<Piece> read(
            String userId, Position from, long until, BatchLimits limits, PieceFold fold);

    /**
     * @param earliest the oldest record's offset
     * @param latest the offset after the newest record
     */
    record Bounds(long earliest, long latest) {}

    /** What a read finds. */
    sealed interface Piece {
        /** Goes on from {@code next}. */
        record Found(List<Entry> entries, long next) implements Piece {}

        /** The position is no longer in the log. */
        record Expired() implements Piece {}

        /** The topic of that id is no longer there. */
        record Gone() implements Piece {}
    }
}
