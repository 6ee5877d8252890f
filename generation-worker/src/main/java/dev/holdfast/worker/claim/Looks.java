package dev.holdfast.worker.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The looks that are under way: one reader serves them all, whatever stretches they share. Confined
 * to the thread that reads.
 */
final class Looks {
    private final Map<Integer, List<Look<?>>> byPartition = new HashMap<>();

    void add(Look<?> look) {
        if (look.isOpen()) {
            byPartition.computeIfAbsent(look.partition(), _ -> new ArrayList<>()).add(look);
        }
    }

    /**
     * @return the offset from which to read a partition; nothing if nobody waits for it
     */
    OptionalLong next(int partition) {
        List<Look<?>> looks = byPartition.get(partition);
        if (looks == null) {
            return OptionalLong.empty();
        }
        looks.removeIf(look -> !look.isOpen());
        return looks.stream().mapToLong(Look::next).min();
    }

    void take(int partition, long offset, @Nullable String type, byte @Nullable [] body) {
        for (Look<?> look : byPartition.getOrDefault(partition, List.of())) {
            look.take(offset, type, body);
        }
    }

    /** Whoever reads has given all that there is before this offset. */
    void reached(int partition, long offset) {
        byPartition.getOrDefault(partition, List.of()).forEach(look -> look.reached(offset));
    }

    /** Nobody will ever read this partition on. */
    void giveUp(int partition) {
        byPartition.getOrDefault(partition, List.of()).forEach(Look::giveUp);
    }
}
