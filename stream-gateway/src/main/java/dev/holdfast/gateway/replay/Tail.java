package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.fold.Sequence;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The newest part of one partition, shared by every reader of it. One thread writes; any thread
 * reads. Sections under the lock are short: a search and a copy of references.
 *
 * <p>A reader holds an offset and nothing else, so that a slow one keeps nothing alive.
 */
public final class Tail {
    private static final Logger LOG = Logger.getLogger(Tail.class);

    private final UUID topicId;
    private final int partition;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, UserTail> users = new HashMap<>();

    /** Whose event each kept one is, in log order. */
    private final Deque<UserTail> order = new ArrayDeque<>();

    private final Generations generations;

    /** From this offset on, every readable record that counts is here. Never goes back. */
    private long start;

    /** The offset after the newest record that was read. Never goes back. */
    private long end;

    private boolean retired;

    /**
     * @param start where reading begins
     * @param longestAnswer UTF-16 code units; of a longer answer there is no snapshot
     */
    public Tail(UUID topicId, int partition, long start, int longestAnswer) {
        this.topicId = topicId;
        this.partition = partition;
        this.start = start;
        this.end = start;
        this.generations = new Generations(longestAnswer);
    }

    public UUID topicId() {
        return topicId;
    }

    public int partition() {
        return partition;
    }

    /** Where the next record will be. */
    public Position head() {
        lock.lock();
        try {
            return at(end);
        } finally {
            lock.unlock();
        }
    }

    public Position at(long offset) {
        return new Position(topicId, partition, offset);
    }

    /**
     * What the user has at and after an offset. An offset behind the head is waited for.
     *
     * @param snapshotsOf conversations whose running generations are wanted once the head is
     *     reached, in one step with the events before it
     */
    public After after(String userId, long offset, BatchLimits limits, Watched snapshotsOf) {
        lock.lock();
        try {
            if (retired) {
                return new After.Retired();
            }
            if (offset > end) {
                return new After.Events(List.of(), offset, false, Snapshots.NONE);
            }
            UserTail user = users.get(userId);
            long completeFrom = user == null ? start : user.completeFrom();
            if (offset < completeFrom) {
                return new After.Older(completeFrom);
            }
            return user == null
                    ? upToHead(List.of(), userId, snapshotsOf)
                    : collect(user, offset, limits, snapshotsOf);
        } finally {
            lock.unlock();
        }
    }

    private After collect(UserTail user, long offset, BatchLimits limits, Watched snapshotsOf) {
        List<Entry> entries = new ArrayList<>();
        long bytes = 0;
        for (int index = user.indexFrom(offset); index < user.size(); index++) {
            Entry entry = user.get(index);
            bytes += entry.body().length;
            boolean tooMuch = bytes > limits.bytes() || entries.size() == limits.events();
            if (tooMuch && !entries.isEmpty()) {
                return new After.Events(entries, entry.offset(), false, Snapshots.NONE);
            }
            entries.add(entry);
        }
        return upToHead(entries, user.userId(), snapshotsOf);
    }

    private After.Events upToHead(List<Entry> entries, String userId, Watched snapshotsOf) {
        return new After.Events(entries, end, true, generations.snapshots(userId, snapshotsOf));
    }

    /** The head, what was read of the user up to it, and what runs there, in one step. */
    public Head atHead(String userId, Watched snapshotsOf) {
        lock.lock();
        try {
            return new Head(end, read(userId), generations.snapshots(userId, snapshotsOf));
        } finally {
            lock.unlock();
        }
    }

    private Sequence read(String userId) {
        @Nullable UserTail user = users.get(userId);
        return user == null ? Sequence.NONE : user.read();
    }

    /**
     * Calls {@code wake} after records of the user have come, on the writer's thread; it must not
     * block. While a user is followed, memory stays complete for it from the last eviction on,
     * however far others' records move on.
     */
    public void follow(String userId, Runnable wake) {
        lock.lock();
        try {
            users.computeIfAbsent(userId, id -> new UserTail(id, start)).follow(wake);
        } finally {
            lock.unlock();
        }
    }

    public void unfollow(String userId, Runnable wake) {
        lock.lock();
        try {
            UserTail user = users.get(userId);
            if (user != null) {
                user.unfollow(wake);
                removeIfIdle(user);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes in what was read; what lies before the head was read before, and is left out. For the
     * one writer.
     *
     * @param newEnd the offset after everything read, readable or not
     * @return what each kept event costs, in log order
     */
    List<Integer> append(List<LogRecord> records, long newEnd) {
        List<Integer> costs = new ArrayList<>(records.size());
        List<Runnable> wakes = new ArrayList<>();
        lock.lock();
        try {
            if (retired) {
                return costs;
            }
            UserTail last = null;
            for (LogRecord logged : records) {
                if (logged.offset() < end || read(logged.userId()).isRepeat(logged.sequence())) {
                    continue;
                }
                GenerationEvent event = logged.generation();
                if (event != null
                        && !generations.take(logged.userId(), event, logged.timestamp())) {
                    continue;
                }
                Entry entry = Entry.of(logged);
                UserTail user =
                        users.computeIfAbsent(logged.userId(), id -> new UserTail(id, start));
                user.add(entry);
                order.add(user);
                costs.add(entry.cost());
                if (user != last) {
                    wakes.addAll(user.followers());
                    last = user;
                }
            }
            end = Math.max(end, newEnd);
        } finally {
            lock.unlock();
        }
        wake(wakes);
        return costs;
    }

    /** Forgets the oldest event. For the one writer. */
    void evictOldest() {
        lock.lock();
        try {
            UserTail user = order.poll();
            if (user != null) {
                start = user.removeFirst().offset() + 1;
                removeIfIdle(user);
            }
        } finally {
            lock.unlock();
        }
    }

    private void removeIfIdle(UserTail user) {
        if (user.isIdle()) {
            users.remove(user.userId());
        }
    }

    /** Ends it: every reader is woken and finds {@link After.Retired}. */
    void retire() {
        List<Runnable> wakes = new ArrayList<>();
        lock.lock();
        try {
            retired = true;
            order.clear();
            users.values().forEach(user -> wakes.addAll(user.followers()));
            users.clear();
        } finally {
            lock.unlock();
        }
        wake(wakes);
    }

    private static void wake(List<Runnable> followers) {
        for (Runnable follower : followers) {
            try {
                follower.run();
            } catch (RuntimeException loopIsGone) {
                // The others are woken all the same.
                LOG.debugf(loopIsGone, "a follower could not be woken");
            }
        }
    }

    /** From where on memory is complete for a user; for tests and meters. */
    long completeFrom(String userId) {
        lock.lock();
        try {
            @Nullable UserTail user = users.get(userId);
            return user == null ? start : user.completeFrom();
        } finally {
            lock.unlock();
        }
    }

    int runningGenerations() {
        lock.lock();
        try {
            return generations.size();
        } finally {
            lock.unlock();
        }
    }
}
