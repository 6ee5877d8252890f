package dev.holdfast.gateway.session;

import dev.holdfast.contracts.fold.Sequence;
import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.gateway.replay.After;
import dev.holdfast.gateway.replay.Archive.Piece;
import dev.holdfast.gateway.replay.BatchLimits;
import dev.holdfast.gateway.replay.Beginning;
import dev.holdfast.gateway.replay.Entry;
import dev.holdfast.gateway.replay.Head;
import dev.holdfast.gateway.replay.MergedEvents;
import dev.holdfast.gateway.replay.Partitions;
import dev.holdfast.gateway.replay.PieceFold;
import dev.holdfast.gateway.replay.ResetReason;
import dev.holdfast.gateway.replay.Snapshots;
import dev.holdfast.gateway.replay.Tail;
import dev.holdfast.gateway.replay.Watched;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One connection. It holds a position and no queue: a turn takes what lies after the position,
 * writes it as one frame, and the next turn begins when that frame was taken. What waits beside it
 * is bounded: the rest of one answer to a resume, and a few answers to the client's own frames.
 *
 * <pre>
 *   opened ──resume──▶ beginning ──warm, judged──▶ following ──┐
 *                        ▲   ▲                       │  ▲      │ taken, woken
 *                        │   └───log was made anew───┤  └──────┘
 *                        └─────────resume────────────┘
 *   any ──close, peer gone──▶ over
 * </pre>
 *
 * <p>Confined to its loop: every method but {@link #wake} is called there. Over the usual size of a
 * class: the loop is the product, and its state belongs to nobody else.
 */
public final class Session {
    private static final Logger LOG = Logger.getLogger(Session.class);

    private final String userId;
    private final Outlet outlet;
    private final Executor loop;
    private final SessionTools tools;
    private final SessionConfig config;
    private final BatchLimits limits;
    private final Deadlines deadlines;
    private final Runnable wake = this::wake;
    private final AtomicBoolean wakeUnderWay = new AtomicBoolean();
    private final Watching watching = new Watching();

    /** Answers to the client's own frames; bounded by {@link SessionConfig#answersWaiting}. */
    private final Queue<Frame> answers = new ArrayDeque<>();

    /** What comes before the next events: the rest of one beginning. */
    private final Queue<Frame> ready = new ArrayDeque<>();

    private Partitions.@Nullable Lease lease;
    private @Nullable Tail tail;

    /** The offset of the next record to look at. Meaningful while following. */
    private long offset;

    /** What the client has had of the numbered events, up to {@code offset} or beyond it. */
    private Sequence had = Sequence.NONE;

    private PieceFold fold = new PieceFold();

    /**
     * The offset up to which {@link #fold} has seen everything; it must not judge behind a hole.
     */
    private long foldedTo;

    /** Counts beginnings, so that what an earlier one had asked for is left alone. */
    private int beginning;

    private boolean following;
    private boolean readingOlder;
    private boolean writing;
    private boolean turning;
    private boolean over;

    Session(String userId, Outlet outlet, Executor loop, SessionTools tools) {
        this.userId = userId;
        this.outlet = outlet;
        this.loop = loop;
        this.tools = tools;
        this.config = tools.config();
        this.limits = new BatchLimits(config.batch().events(), config.batch().bytes());
        this.deadlines = new Deadlines(config, tools.clock().millis());
    }

    public String userId() {
        return userId;
    }

    public boolean isOver() {
        return over;
    }

    // What the client says.

    /** Something came from the peer. */
    public void heard() {
        deadlines.heard(tools.clock().millis());
    }

    /**
     * Begins, or begins anew from another position.
     *
     * @param cursor null: from the head on
     */
    public void resume(@Nullable String cursor, Watched watched) {
        if (over) {
            return;
        }
        // At once, so that a watch that comes while the beginning is looked for adds to it.
        watching.followAtOnce(watched);
        begin(found -> tools.findBeginning().in(found, userId, cursor, watched), true);
    }

    /** Replaces what is watched. */
    public void watch(Watched watched) {
        if (over) {
            return;
        }
        watching.want(watched);
        turn();
    }

    /** Whether a resume came. */
    public boolean hasResumed() {
        return beginning > 0;
    }

    public void ping() {
        turn();
        answer(new Frame.Pong(null));
    }

    /** Says that a frame could not be followed; the connection goes on. */
    public void refuse(Problem problem) {
        answer(new Frame.OfProblem(problem));
    }

    private void answer(Frame frame) {
        if (over) {
            return;
        }
        if (answers.size() >= config.answersWaiting()) {
            close(CloseCode.FLOODED, null);
            return;
        }
        answers.add(frame);
        turn();
    }

    // Beginning.

    private void begin(Judge judge, boolean asked) {
        int mine = ++beginning;
        following = false;
        readingOlder = false;
        ready.clear();
        fold = new PieceFold();
        deadlines.waitsForLog(tools.clock().millis());
        Partitions.Lease current = lease;
        if (current == null) {
            current = tools.partitions().acquire(userId);
            lease = current;
        }
        onLoop(
                current.warm(),
                mine,
                found -> {
                    if (tail != found) {
                        tail = found;
                        found.follow(userId, wake);
                    }
                    onLoop(judge.judge(found), mine, from -> follow(found, from, asked));
                });
    }

    /** Decides where to begin in a tail. */
    private interface Judge {
        CompletionStage<Beginning> judge(Tail found);
    }

    private void follow(Tail found, Beginning from, boolean asked) {
        deadlines.logAnswered();
        offset = from.offset();
        had = asked ? from.had() : had.after(from.had().highest());
        following = true;
        switch (from) {
            case Beginning.AtHead(long head, _, Snapshots snapshots) -> {
                ready.add(new Frame.Welcome(cursor(found, head), false));
                addSnapshots(found, head, snapshots);
            }
            case Beginning.AtCursor(long at, _) -> {
                if (asked) {
                    ready.add(new Frame.Welcome(cursor(found, at), true));
                }
            }
            case Beginning.Reset(long head, _, ResetReason reason) -> {
                if (asked) {
                    ready.add(new Frame.Welcome(cursor(found, head), false));
                } else {
                    watching.snapshotsTaken();
                }
                addReset(found, head, reason);
            }
        }
        turn();
    }

    /** The tail is not the log any more: takes a new one and goes on where it stood, if it can. */
    private void beginInNewTail(Tail retired) {
        Cursor stood = new Cursor(retired.at(offset), had.highest());
        leave();
        begin(found -> tools.findBeginning().in(found, userId, stood), false);
    }

    /** Hands an answer over to the loop, unless another beginning has come in between. */
    private <T> void onLoop(CompletionStage<T> stage, int mine, Consumer<T> next) {
        stage.whenComplete((value, failure) ->
                loop.execute(() -> {
                    if (over || mine != beginning) {
                        return;
                    }
                    if (failure == null) {
                        next.accept(value);
                    } else {
                        unavailable(failure);
                    }
                }));
    }

    private void unavailable(Throwable failure) {
        tools.outage().noticed(failure);
        close(
                CloseCode.LOG_UNAVAILABLE,
                ProblemType.SERVICE_UNAVAILABLE
                        .because("The log cannot be read right now. Come back with the cursor.")
                        .retryAfter(2));
    }

    // Delivering.

    /** Events may have come. Thread-safe; called from the thread that fills the tail. */
    private void wake() {
        if (wakeUnderWay.compareAndSet(false, true)) {
            loop.execute(() -> {
                wakeUnderWay.set(false);
                turn();
            });
        }
    }

    private void turn() {
        if (turning) {
            return;
        }
        turning = true;
        try {
            while (!over && !writing) {
                Frame frame = next();
                if (frame == null) {
                    return;
                }
                write(frame);
            }
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "a connection cannot go on");
            close(
                    CloseCode.INTERNAL_ERROR,
                    ProblemType.INTERNAL_ERROR.because("This connection cannot go on."));
        } finally {
            turning = false;
        }
    }

    private @Nullable Frame next() {
        Frame answer = answers.poll();
        if (answer != null) {
            return answer instanceof Frame.Pong ? new Frame.Pong(saidUpTo()) : answer;
        }
        while (true) {
            Frame frame = ready.poll();
            if (frame != null) {
                return frame;
            }
            Tail known = tail;
            if (!following || readingOlder || known == null || !advance(known)) {
                return null;
            }
        }
    }

    /**
     * Moves on from the position, and fills {@code ready} with what is to be said of it.
     *
     * @return whether to look again at once
     */
    private boolean advance(Tail known) {
        Watched due = watching.due();
        switch (known.after(userId, offset, limits, due)) {
            case After.Events events -> {
                long from = offset;
                offset = events.next();
                if (!events.entries().isEmpty()) {
                    tools.meters().replayed(SessionMeters.Source.MEMORY);
                    addEvents(known, events.entries());
                }
                if (events.toHead() && !due.isEmpty()) {
                    watching.snapshotsTaken();
                    if (events.snapshots().complete()) {
                        addSnapshots(known, offset, events.snapshots());
                    } else {
                        addReset(known, offset, ResetReason.SNAPSHOT_UNAVAILABLE);
                    }
                }
                return !ready.isEmpty() || (!events.toHead() && offset > from);
            }
            case After.Older older -> {
                readOlder(known, older.until());
                return false;
            }
            case After.Retired _ -> {
                beginInNewTail(known);
                return false;
            }
        }
    }

    private void readOlder(Tail known, long until) {
        readingOlder = true;
        if (foldedTo != offset) {
            fold = new PieceFold();
        }
        onLoop(
                tools.archive().read(userId, known.at(offset), until, limits, fold),
                beginning,
                piece -> {
                    readingOlder = false;
                    takePiece(known, piece);
                    turn();
                });
    }

    private void takePiece(Tail known, Piece piece) {
        switch (piece) {
            case Piece.Found found -> {
                offset = found.next();
                foldedTo = offset;
                tools.meters().replayed(SessionMeters.Source.KAFKA);
                addEvents(known, found.entries());
            }
            case Piece.Expired _ -> {
                Head head = known.atHead(userId, Watched.NONE);
                offset = head.offset();
                had = had.after(head.read().highest());
                watching.snapshotsTaken();
                addReset(known, offset, ResetReason.CURSOR_EXPIRED);
            }
            // The tail's writer finds out as well; then this one is retired.
            case Piece.Gone _ -> unavailable(new IllegalStateException("the log was made anew"));
        }
    }

    private void addEvents(Tail known, List<Entry> entries) {
        MergedEvents merged = new MergedEvents();
        long last = -1;
        long newestAt = 0;
        for (Entry entry : entries) {
            if (had.isRepeat(entry.sequence())) {
                continue;
            }
            had = had.after(entry.sequence());
            if (watching.lets(entry)) {
                merged.add(entry);
                last = entry.offset();
                newestAt = entry.timestamp();
            }
        }
        if (!merged.isEmpty()) {
            ready.add(
                    new Frame.Events(
                            cursor(known, last + 1), merged.json(), merged.size(), newestAt));
        }
    }

    private void addSnapshots(Tail known, long at, Snapshots snapshots) {
        String cursor = cursor(known, at);
        snapshots.found().forEach(one -> ready.add(new Frame.OfSnapshot(cursor, one)));
    }

    private void addReset(Tail known, long head, ResetReason reason) {
        tools.meters().reset(reason);
        ready.add(new Frame.Reset(cursor(known, head), reason));
    }

    /**
     * Where the client stands once it has read everything written; null if more is ready or due.
     */
    private @Nullable String saidUpTo() {
        Tail known = tail;
        boolean saidAll = following && ready.isEmpty() && watching.due().isEmpty();
        return known == null || !saidAll ? null : cursor(known, offset);
    }

    private String cursor(Tail known, long at) {
        return new Cursor(known.at(at), had.highest()).text();
    }

    private void write(Frame frame) {
        writing = true;
        deadlines.writes(tools.clock().millis());
        String json = frame.json();
        outlet.write(
                frame,
                json,
                failure -> {
                    writing = false;
                    deadlines.taken();
                    if (failure != null) {
                        peerGone();
                        return;
                    }
                    tools.meters().taken(frame, json.length());
                    turn();
                });
    }

    // Time and ends.

    /** Looks at what has waited too long. To be called every {@link SessionConfig#tick}. */
    public void tick() {
        if (over) {
            return;
        }
        switch (deadlines.at(tools.clock().millis(), hasResumed(), writing)) {
            case Deadlines.Due.Nothing _ -> {}
            case Deadlines.Due.Ping _ -> {
                turn();
                outlet.ping(saidUpTo());
            }
            case Deadlines.Due.Close(CloseCode code, Problem problem) -> close(code, problem);
        }
    }

    /** Ends the connection; the problem, if any, is told before. */
    public void close(CloseCode code, @Nullable Problem problem) {
        if (over) {
            return;
        }
        end();
        tools.meters().closing(code);
        if (problem != null) {
            Frame error = new Frame.OfProblem(problem);
            outlet.write(error, error.json(), _ -> {});
        }
        outlet.close(code);
    }

    /** The peer has closed, or the connection broke. */
    public void peerGone() {
        if (!over) {
            end();
        }
    }

    private void end() {
        over = true;
        following = false;
        answers.clear();
        ready.clear();
        leave();
        tools.ended().accept(this);
    }

    private void leave() {
        Tail known = tail;
        if (known != null) {
            known.unfollow(userId, wake);
            tail = null;
        }
        Partitions.Lease current = lease;
        if (current != null) {
            current.close();
            lease = null;
        }
    }
}
