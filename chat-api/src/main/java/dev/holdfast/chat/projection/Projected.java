package dev.holdfast.chat.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far this instance has come in the partitions that it owns. Thread-safe; written by the
 * reading thread.
 */
@ApplicationScoped
public class Projected {
    private final Map<Integer, Long> next = new ConcurrentHashMap<>();

    /** Whether the group has given this instance its share, which may be none, at least once. */
    private volatile boolean joined;

    /**
     * @return by partition, the offset before which everything is stored; a partition that was just
     *     assigned is absent until its position is loaded
     */
    public Map<Integer, Long> offsets() {
        return Map.copyOf(next);
    }

    public boolean hasJoined() {
        return joined;
    }

    void joined() {
        joined = true;
    }

    void reached(int partition, long offset) {
        next.put(partition, offset);
    }

    void lost(Collection<Integer> partitions) {
        next.keySet().removeAll(partitions);
    }

    void lostAll() {
        next.clear();
    }
}
