package dev.holdfast.contracts.content;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Comparator;

/**
 * A position in a content: so many parts, and so much of the last of them. Only the last part
 * grows, so one mark says everything that a reader has, and marks are totally ordered.
 *
 * <p>The number of parts rather than the index of the last: nothing at all would otherwise be the
 * same mark as a first part that was opened and is still empty.
 *
 * @param parts how many parts there are
 * @param length of the last one, see {@link Part#length}; 0 where there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Mark(int parts, int length) implements Comparable<Mark> {

    /** Of an empty content. */
    public static final Mark NONE = new Mark(0, 0);

    private static final Comparator<Mark> ORDER =
            Comparator.comparingInt(Mark::parts).thenComparingInt(Mark::length);

    @Override
    public int compareTo(Mark other) {
        return ORDER.compare(this, other);
    }

    /** Whether everything up to this mark is there for whoever stands at {@code other}. */
    public boolean isWithin(Mark other) {
        return compareTo(other) <= 0;
    }

    /** Whether it is a position at all: no number is below 0, and nothing has no length. */
    boolean isValid() {
        return parts >= 0 && length >= 0 && (parts > 0 || length == 0);
    }
}
