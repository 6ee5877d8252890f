package dev.holdfast.chat.outbox;

/** What became of a row that was to be sent. */
sealed interface Fate {

    /** Kafka has it. */
    record Sent(int partition, long offset) implements Fate {}

    /** Kafka will never take it. */
    record Refused(String reason) implements Fate {}

    /** Not this time. */
    record Unsent(String reason) implements Fate {}
}
