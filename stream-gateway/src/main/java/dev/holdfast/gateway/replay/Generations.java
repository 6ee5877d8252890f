package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.log.GenerationEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The generations of one partition, folded: which of their events readers are to see, and how the
 * running ones stand. Guarded by its tail's lock.
 *
 * <p>Bounded: an ended one leaves only its key, and of those the newest {@value #ENDED_KEPT}; one
 * that is silent for {@link #SILENT_FOR} is forgotten and is partial should it speak again.
 */
final class Generations {
    /** Enough to hold back what a frozen worker still writes when it wakes. */
    private static final int ENDED_KEPT = 4096;

    /** By the log's own time. Supervision ends a silent generation long before. */
    private static final Duration SILENT_FOR = Duration.ofHours(1);

    /** Forgetting is looked at only when there are more than this. */
    private static final int MANY = 1024;

    private record Key(String userId, UUID generationId) {}

    private final int longestAnswer;
    private final Map<Key, RunningGeneration> running = new HashMap<>();
    private final Map<Key, Boolean> ended =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
                    return size() > ENDED_KEPT;
                }
            };

    /**
     * @param longestAnswer UTF-16 code units of its content, HTML left aside; of a longer answer
     *     there is no snapshot
     */
    Generations(int longestAnswer) {
        this.longestAnswer = longestAnswer;
    }

    /**
     * @return whether readers are to see the event
     */
    boolean take(String userId, GenerationEvent event, long timestamp) {
        Key key = new Key(userId, event.generationId());
        if (ended.containsKey(key)) {
            return false;
        }
        RunningGeneration generation =
                running.computeIfAbsent(key, _ -> RunningGeneration.beginningWith(event));
        boolean seen = generation.take(event, timestamp, longestAnswer);
        if (generation.hasEnded()) {
            running.remove(key);
            ended.put(key, true);
        } else if (generation.isPartial() && event instanceof GenerationEvent.Ended) {
            // Whether this end counts is not known: what follows goes to the readers too.
            running.remove(key);
        }
        if (running.size() > MANY) {
            forgetSilent(timestamp);
        }
        return seen;
    }

    private void forgetSilent(long now) {
        long since = now - SILENT_FOR.toMillis();
        running.values().removeIf(generation -> generation.seenAt() < since);
    }

    /** The user's running generations in these conversations. */
    Snapshots snapshots(String userId, Watched conversations) {
        Snapshots.Builder found = new Snapshots.Builder();
        if (!conversations.isEmpty()) {
            running.forEach((key, generation) -> {
                if (key.userId().equals(userId) && conversations.has(generation.conversationId())) {
                    found.add(generation.snapshot());
                }
            });
        }
        return found.build();
    }

    int size() {
        return running.size();
    }
}
