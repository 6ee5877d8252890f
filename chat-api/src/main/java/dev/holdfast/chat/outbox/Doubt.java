package dev.holdfast.chat.outbox;

import java.util.List;

/**
 * Which rows Kafka may have already, although they wait. Rows are sent in the order of their ids,
 * so one id is enough; a row that was stored late under an older id is doubted for nothing, which
 * costs a worker one longer look at the log. Used by one relay, a step at a time.
 */
final class Doubt {
    private long upTo;

    /**
     * Whoever had the seat before may have sent what waits now, and died before it was forgotten.
     *
     * @param newest the largest id that waits; 0 if none does
     */
    void seated(long newest) {
        upTo = newest;
    }

    /** A record that was not acknowledged may stand all the same. */
    void settled(List<OutboxRow> batch, Settlement settlement) {
        if (settlement.left() > 0) {
            upTo = Math.max(upTo, batch.getLast().id());
        }
    }

    List<OutboxRow> marked(List<OutboxRow> batch) {
        return batch.stream().map(row -> row.id() <= upTo ? row.perhapsAgain() : row).toList();
    }
}
