package dev.holdfast.chat.projection;

/** Taking in a batch threw: one of its records breaks an assumption of ours. */
public final class Unfoldable extends RuntimeException {
    public Unfoldable(Throwable cause) {
        super(cause);
    }
}
