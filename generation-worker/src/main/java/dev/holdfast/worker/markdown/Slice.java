package dev.holdfast.worker.markdown;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of the answer that was settled by itself, kept for as long as it may have to be rendered
 * again.
 *
 * @param text with whatever must stand before it to be read as it was
 * @param firstBlock number of its first top-level block
 * @param places where its parts lie in their blocks, in order; added to when it is settled
 */
record Slice(String text, int firstBlock, List<Integer> places) {

    Slice(String text, int firstBlock) {
        this(text, firstBlock, new ArrayList<>());
    }

    // Two slices may look alike; which one it is matters.
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
