package dev.holdfast.chat.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where reading stands in each partition that is assigned. A {@link Place} lasts until its
 * partition is revoked or read again from where the database says, and another is opened then. What
 * the database answers is an answer to the place that asked: if that one has gone, so has the
 * consumer's position that it was about, and the answer moves nothing. Confined to the reading
 * thread.
 */
final class Places {
    private final Map<Integer, Place> current = new HashMap<>();

    /** One stay of the consumer in one partition. */
    static final class Place {
        private static final long UNKNOWN = -1;

        private final int partition;

        /**
         * The offset of the next record to take; {@link #UNKNOWN} until the database has told it.
         */
        private long next = UNKNOWN;

        private Place(int partition) {
            this.partition = partition;
        }

        int partition() {
            return partition;
        }

        /** Before that the partition must not be read. */
        boolean isReadable() {
            return next != UNKNOWN;
        }

        long next() {
            return next;
        }

        void reached(long offset) {
            next = offset;
        }
    }

    /** Begins anew in these, whatever was known of them. */
    List<Place> open(Collection<Integer> partitions) {
        List<Place> opened = new ArrayList<>(partitions.size());
        for (int partition : partitions) {
            Place place = new Place(partition);
            current.put(partition, place);
            opened.add(place);
        }
        return opened;
    }

    void close(Collection<Integer> partitions) {
        current.keySet().removeAll(partitions);
    }

    /** Whether the consumer is still there. */
    boolean isCurrent(Place place) {
        return current.get(place.partition()) == place;
    }

    /** Where records of this partition are taken; null while they are not. */
    @Nullable Place readable(int partition) {
        Place place = current.get(partition);
        return place != null && place.isReadable() ? place : null;
    }

    /** The partitions that may be read. */
    List<Integer> readable() {
        return current.values().stream().filter(Place::isReadable).map(Place::partition).toList();
    }
}
