package dev.holdfast.chat.supervision;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Since when the projection has kept up with each partition of the log. Silence means something
 * only there: a broker that is away, a process that was suspended and a projection that lags all
 * look like workers that say nothing.
 *
 * <p>At each look the log's end is asked for. It counts as kept up with if the projection gets
 * there within the tolerance; a look that comes late or is answered late begins everything anew.
 * Times are nanoseconds of one monotonic clock. Mutable and confined to one thread.
 */
final class CaughtUp {
    private final Duration tolerance;
    private final Map<Integer, Partition> partitions = new HashMap<>();

    /** When the look before was asked; null before the first. */
    private @Nullable Long looked;

    CaughtUp(Duration tolerance) {
        this.tolerance = tolerance;
    }

    /** What is known of one partition. */
    private static final class Partition {
        /** The end of the log to be reached, and when it was asked for; null when it is reached. */
        private @Nullable Target target;

        /** Null while it does not keep up. */
        private @Nullable Long since;

        /** The latest instant of which everything that the log had then is stored. */
        private @Nullable Long through;
    }

    private record Target(long asked, long end) {}

    /**
     * Takes in one look.
     *
     * @param asked when the ends were asked for
     * @param answered when they came
     * @param ends by partition, the log's end
     * @param projected by partition, how far the projection is now; those that this instance owns
     */
    void look(long asked, long answered, Map<Integer, Long> ends, Map<Integer, Long> projected) {
        if (isLate(asked, answered) || (looked != null && isLate(looked, asked))) {
            forget();
        }
        looked = asked;
        partitions.keySet().retainAll(projected.keySet());
        projected.forEach((number, offset) -> {
            Long end = ends.get(number);
            if (end != null) {
                look(number, new Target(asked, end), offset);
            }
        });
    }

    private void look(int number, Target newest, long projected) {
        Partition partition = partitions.computeIfAbsent(number, _ -> new Partition());
        if (partition.target == null) {
            partition.target = newest;
        }
        if (projected >= partition.target.end()) {
            reach(partition, partition.target, newest.asked());
            partition.target = newest;
        }
        if (projected >= newest.end()) {
            reach(partition, newest, newest.asked());
        } else if (partition.target != null && isLate(partition.target.asked(), newest.asked())) {
            partition.since = null;
        }
    }

    /** A target that was long behind says nothing of the time before: it counts from now. */
    private static void reach(Partition partition, Target target, long now) {
        partition.through = target.asked();
        if (partition.since == null) {
            partition.since = now;
        }
        partition.target = null;
    }

    /** The broker did not answer: nothing is known any more. */
    void forget() {
        partitions.clear();
        looked = null;
    }

    /** The partitions that were kept up with for at least so long. */
    Set<Integer> forAtLeast(Duration span, long now) {
        if (looked == null || isLate(looked, now)) {
            return Set.of();
        }
        return partitions.entrySet().stream()
                .filter(entry -> holds(entry.getValue(), span, now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean holds(Partition partition, Duration span, long now) {
        return partition.since != null && now - partition.since >= span.toNanos();
    }

    /** Whether all that the log had at an instant is stored. */
    boolean isThrough(int number, long instant) {
        Partition partition = partitions.get(number);
        return partition != null && partition.through != null && partition.through - instant >= 0;
    }

    private boolean isLate(long from, long to) {
        return to - from > tolerance.toNanos();
    }
}
