package dev.holdfast.stack.up;

/** Something a person can mend: the message says what and how, and no stack trace is shown. */
final class Hint extends RuntimeException {
    private static final long serialVersionUID = 1;

    Hint(String message) {
        super(message, null, false, false);
    }
}
