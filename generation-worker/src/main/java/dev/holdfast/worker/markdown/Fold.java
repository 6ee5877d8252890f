package dev.holdfast.worker.markdown;

import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;

/** Blocks behind a title, which readers open: what people write as {@code <details>}. */
final class Fold extends CustomBlock {
    private final boolean askedToBeOpen;
    private boolean closed;
    private boolean growing;

    Fold(boolean askedToBeOpen) {
        this.askedToBeOpen = askedToBeOpen;
    }

    /** Whether its end was written. */
    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /** One whose end was forgotten hides nothing, as nobody knows what belongs to it. */
    boolean isOpen() {
        return askedToBeOpen || !(closed || growing);
    }

    /** The end of those that the last block leaves without one may still come. */
    static void mayGrow(Node lastBlock) {
        for (Node node = lastBlock; node != null; node = node.getLastChild()) {
            if (node instanceof Fold fold) {
                fold.growing = true;
            }
        }
    }

    /** The innermost one around a node, or the node itself, whose end has not come yet. */
    static boolean closeAround(Node within) {
        for (Node node = within; node != null; node = node.getParent()) {
            if (node instanceof Fold fold && !fold.closed) {
                fold.close();
                return true;
            }
        }
        return false;
    }

    static boolean isAround(Node within) {
        for (Node node = within; node != null; node = node.getParent()) {
            if (node instanceof Fold) {
                return true;
            }
        }
        return false;
    }
}
