package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.fold.Sequence;
import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.log.Position;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Decides where a reader begins. Asks the broker only about a cursor that memory cannot judge. */
public final class FindBeginning {
    private final Archive archive;

    public FindBeginning(Archive archive) {
        this.archive = archive;
    }

    /**
     * @param tail warm
     * @param cursor null: from the head on
     */
    public CompletionStage<Beginning> in(
            Tail tail, String userId, @Nullable String cursor, Watched watched) {
        if (cursor == null) {
            return CompletableFuture.completedFuture(atHead(tail, userId, watched));
        }
        return Cursor.of(cursor)
                .map(known -> in(tail, userId, known))
                .orElseGet(() -> reset(tail, userId, ResetReason.CURSOR_INVALID));
    }

    /** As above, for a cursor that a connection had reached itself. */
    public CompletionStage<Beginning> in(Tail tail, String userId, Cursor cursor) {
        Position position = cursor.position();
        Sequence had = new Sequence(cursor.sequence());
        Position head = tail.head();
        if (!position.comparesTo(head)) {
            return reset(tail, userId, ResetReason.CURSOR_OF_ANOTHER_LOG);
        }
        long offset = position.offset();
        if (offset <= head.offset() && offset >= tail.completeFrom(userId)) {
            return CompletableFuture.completedFuture(new Beginning.AtCursor(offset, had));
        }
        return archive.bounds(position)
                .thenApply(bounds ->
                        refusal(tail, offset, bounds)
                                .map(reason -> atHead(tail, userId, reason))
                                .orElseGet(() -> new Beginning.AtCursor(offset, had)));
    }

    private static Optional<ResetReason> refusal(Tail tail, long offset, Archive.Bounds bounds) {
        if (offset < bounds.earliest()) {
            return Optional.of(ResetReason.CURSOR_EXPIRED);
        }
        // A cursor from REST may be ahead of this gateway and yet lie within the log.
        return offset > bounds.latest() && offset > tail.head().offset()
                ? Optional.of(ResetReason.CURSOR_AHEAD)
                : Optional.empty();
    }

    private static Beginning atHead(Tail tail, String userId, Watched watched) {
        Head head = tail.atHead(userId, watched);
        return head.snapshots().complete()
                ? new Beginning.AtHead(head.offset(), head.read(), head.snapshots())
                : new Beginning.Reset(head.offset(), head.read(), ResetReason.SNAPSHOT_UNAVAILABLE);
    }

    private static Beginning atHead(Tail tail, String userId, ResetReason reason) {
        Head head = tail.atHead(userId, Watched.NONE);
        return new Beginning.Reset(head.offset(), head.read(), reason);
    }

    private static CompletionStage<Beginning> reset(Tail tail, String userId, ResetReason reason) {
        return CompletableFuture.completedFuture(atHead(tail, userId, reason));
    }
}
