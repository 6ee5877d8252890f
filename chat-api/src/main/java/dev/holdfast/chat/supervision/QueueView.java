package dev.holdfast.chat.supervision;

import dev.holdfast.chat.generation.Watched;
import dev.holdfast.chat.generation.Watched.QueuePlace;
import java.util.Map;

/**
 * The queue at one instant.
 *
 * @param asked the instant, in nanoseconds of the monotonic clock
 * @param starts by partition, the offset before which everything has left
 */
record QueueView(long asked, Map<Integer, Long> starts) {

    /**
     * Whether the request has left the queue and no claim came of it. A worker writes its claim to
     * the log before it lets go of the request, so this can be told only once the log up to this
     * instant is stored.
     */
    boolean hasLost(Watched watched, CaughtUp caughtUp) {
        QueuePlace place = watched.place();
        Integer log = watched.logPartition();
        if (place == null || log == null) {
            return false;
        }
        Long start = starts.get(place.partition());
        return start != null && start > place.offset() && caughtUp.isThrough(log, asked);
    }
}
