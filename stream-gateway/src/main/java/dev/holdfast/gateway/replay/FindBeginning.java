package dev.holdfast.gateway.replay;

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
        Optional<Position> position = Position.ofCursor(cursor);
        if (position.isEmpty()) {
            return reset(tail, ResetReason.CURSOR_INVALID);
        }
        return in(tail, userId, position.get());
    }

    /** As above, for a position that a connection had reached itself. */
    public CompletionStage<Beginning> in(Tail tail, String userId, Position position) {
        Position head = tail.head();
        if (!position.comparesTo(head)) {
            return reset(tail, ResetReason.CURSOR_OF_ANOTHER_LOG);
        }
        long offset = position.offset();
        if (offset <= head.offset() && offset >= tail.completeFrom(userId)) {
            return CompletableFuture.completedFuture(new Beginning.AtCursor(offset));
        }
        return archive.bounds(position).thenApply(bounds -> judge(tail, offset, bounds));
    }

    private static Beginning judge(Tail tail, long offset, Archive.Bounds bounds) {
        if (offset < bounds.earliest()) {
            return new Beginning.Reset(tail.head().offset(), ResetReason.CURSOR_EXPIRED);
        }
        // A cursor from REST may be ahead of this gateway and yet lie within the log.
        if (offset > bounds.latest() && offset > tail.head().offset()) {
            return new Beginning.Reset(tail.head().offset(), ResetReason.CURSOR_AHEAD);
        }
        return new Beginning.AtCursor(offset);
    }

    private static Beginning atHead(Tail tail, String userId, Watched watched) {
        After.Events head = tail.atHead(userId, watched);
        return head.snapshots().complete()
                ? new Beginning.AtHead(head.next(), head.snapshots())
                : new Beginning.Reset(head.next(), ResetReason.SNAPSHOT_UNAVAILABLE);
    }

    private static CompletionStage<Beginning> reset(Tail tail, ResetReason reason) {
        return CompletableFuture.completedFuture(new Beginning.Reset(tail.head().offset(), reason));
    }
}
