package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.fold.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's newest events in offset order, and who waits for more. A ring, so that both ends cost
 * nothing and a reader finds its place by binary search. Guarded by its tail's lock.
 */
final class UserTail {
    private final String userId;

    /** From this offset on, every event of the user is here. Never goes back. */
    private long completeFrom;

    /** Of what was read since this began; what was forgotten since included. */
    private Sequence read = Sequence.NONE;

    private @Nullable Entry[] ring = new Entry[8];
    private int first;
    private int size;
    private final List<Runnable> followers = new ArrayList<>(2);

    UserTail(String userId, long completeFrom) {
        this.userId = userId;
        this.completeFrom = completeFrom;
    }

    String userId() {
        return userId;
    }

    long completeFrom() {
        return completeFrom;
    }

    int size() {
        return size;
    }

    Entry get(int index) {
        Entry entry = ring[(first + index) & (ring.length - 1)];
        if (entry == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return entry;
    }

    /** What the log has had of the user's numbered events, as far as it was read. */
    Sequence read() {
        return read;
    }

    void add(Entry entry) {
        read = read.after(entry.sequence());
        if (size == ring.length) {
            grow();
        }
        ring[(first + size) & (ring.length - 1)] = entry;
        size++;
    }

    private void grow() {
        Entry[] larger = Arrays.copyOfRange(ring, first, first + ring.length * 2);
        // What stood before `first` comes after what stood behind it.
        System.arraycopy(ring, 0, larger, ring.length - first, first);
        ring = larger;
        first = 0;
    }

    Entry removeFirst() {
        Entry entry = get(0);
        ring[first] = null;
        first = (first + 1) & (ring.length - 1);
        size--;
        completeFrom = entry.offset() + 1;
        return entry;
    }

    /** Index of the first event at or after the offset; {@link #size} if there is none. */
    int indexFrom(long offset) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void follow(Runnable wake) {
        followers.add(wake);
    }

    void unfollow(Runnable wake) {
        followers.remove(wake);
    }

    List<Runnable> followers() {
        return followers;
    }

    /** Whether nothing would be lost with it. */
    boolean isIdle() {
        return size == 0 && followers.isEmpty();
    }
}
