package dev.holdfast.gateway.session;

import static dev.holdfast.gateway.TestEvents.logged;

import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.gateway.replay.Archive;
import dev.holdfast.gateway.replay.BatchLimits;
import dev.holdfast.gateway.replay.Entry;
import dev.holdfast.gateway.replay.LogRecord;
import dev.holdfast.gateway.replay.Partitions;
import dev.holdfast.gateway.replay.PieceFold;
import dev.holdfast.gateway.replay.Tail;
import dev.holdfast.gateway.replay.Tails;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A log with one partition, all of it in an array; its tail keeps as much as the test lets it. */
final class FakeLog implements Partitions, Archive {
    private final Tails tails;
    private final List<LogRecord> records = new ArrayList<>();
    private UUID topicId = UUID.randomUUID();
    private Tail tail;
    private long earliest;
    private long latestAhead;
    private int leases;
    private int olderReads;
    private CompletableFuture<Boolean> there = CompletableFuture.completedFuture(true);

    FakeLog(long tailBytes) {
        tails = new Tails(tailBytes, 100_000);
        tail = tails.open(topicId, 0, 0);
    }

    long append(String user, LogEvent event) {
        long offset = records.size();
        LogRecord logged = logged(offset, user, event);
        records.add(logged);
        tails.append(tail, List.of(logged), offset + 1);
        return offset;
    }

    /** Everything before is no longer kept anywhere but in memory. */
    void forgetBefore(long offset) {
        earliest = offset;
    }

    /** The broker has records that this gateway has not read yet. */
    void hasUnread(long count) {
        latestAhead = count;
    }

    void goAway() {
        there = new CompletableFuture<>();
    }

    void comeBack() {
        there.complete(true);
    }

    /** The gateway has let go of the partition, and takes it up again at its end. */
    void startAgain() {
        Tail old = tail;
        tail = tails.open(topicId, 0, records.size());
        tails.drop(old);
    }

    /** Deleted and made again: another topic of the same name. */
    void makeAnew() {
        topicId = UUID.randomUUID();
        records.clear();
        Tail old = tail;
        tail = tails.open(topicId, 0, 0);
        tails.drop(old);
    }

    String cursor(long offset) {
        return cursor(offset, 0);
    }

    /** Of a holder that has had everything up to a sequence. */
    String cursor(long offset, long sequence) {
        return new Cursor(tail.at(offset), sequence).text();
    }

    int leases() {
        return leases;
    }

    int olderReads() {
        return olderReads;
    }

    @Override
    public boolean areReachable() {
        return true;
    }

    @Override
    public Lease acquire(String userId) {
        leases++;
        Tail now = tail;
        return new Lease() {
            @Override
            public CompletionStage<Tail> warm() {
                return there.thenApply(_ -> now);
            }

            @Override
            public void close() {
                leases--;
            }
        };
    }

    @Override
    public CompletionStage<Bounds> bounds(Position position) {
        return CompletableFuture.completedFuture(
                new Bounds(earliest, records.size() + latestAhead));
    }

    @Override
    public CompletionStage<Piece> read(
            String userId, Position from, long until, BatchLimits limits, PieceFold fold) {
        olderReads++;
        if (!from.topicId().equals(topicId)) {
            return CompletableFuture.completedFuture(new Piece.Gone());
        }
        if (from.offset() < earliest) {
            return CompletableFuture.completedFuture(new Piece.Expired());
        }
        List<Entry> found = new ArrayList<>();
        long next = from.offset();
        while (next < until && found.size() < 3) {
            LogRecord logged = records.get((int) next++);
            if (logged.userId().equals(userId) && fold.take(logged)) {
                found.add(Entry.of(logged));
            }
        }
        return CompletableFuture.completedFuture(new Piece.Found(found, next));
    }
}
