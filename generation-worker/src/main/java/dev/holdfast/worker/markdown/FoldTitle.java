package dev.holdfast.worker.markdown;

import org.commonmark.node.CustomBlock;

/** What is seen of a fold that is not open; its first child. */
final class FoldTitle extends CustomBlock {
    private boolean closed;

    /** Whether its end was written. */
    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
