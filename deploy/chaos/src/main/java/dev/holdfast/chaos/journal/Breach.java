package dev.holdfast.chaos.journal;

/** A promise that was not kept; each is a column of the table and must be 0. */
public enum Breach {
    /** Something accepted or written that did not arrive, or not whole. */
    LOST("lost"),
    /** An event that a device was given a second time, or text that was. */
    TWICE("twice"),
    /** An event at a place where it cannot stand: before its cause, or after the end. */
    OUT_OF_ORDER("out of order"),
    /** A provider call that the generation had no more use for; see CheckCalls. */
    PAID_TWICE("paid twice"),
    /** A prompt that differs from the conversation that its user had read. */
    MISHEARD("misheard"),
    /** An answer of 500 and above, other than 503 with {@code retryAfterSeconds}. */
    SERVER_ERROR("5xx seen"),
    /** Anything else that a client written from the protocol would not expect. */
    UNEXPECTED("unexpected");

    private final String title;

    Breach(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
