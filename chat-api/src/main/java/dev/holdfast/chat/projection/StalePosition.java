package dev.holdfast.chat.projection;

/** Another instance has moved the position meanwhile; nothing of the batch was stored. */
final class StalePosition extends RuntimeException {
    StalePosition() {
        super("the position has moved", null, false, false);
    }
}
