package dev.holdfast.chat.projection;

/** Folding a batch threw: one of its records breaks an assumption of ours. */
final class Unfoldable extends RuntimeException {
    Unfoldable(Throwable cause) {
        super(cause);
    }
}
