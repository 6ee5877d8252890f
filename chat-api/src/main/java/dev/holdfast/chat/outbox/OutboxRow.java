package dev.holdfast.chat.outbox;

import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits.
 *
 * @param sequence its event's; null where it carries none
 * @param mayRepeat whether Kafka may have it already
 */
record OutboxRow(
        long id,
        String topic,
        String key,
        String type,
        String payload,
        @Nullable String traceparent,
        @Nullable UUID generationId,
        @Nullable Long sequence,
        Instant createdAt,
        boolean mayRepeat) {

    static OutboxRow of(Row row) {
        return new OutboxRow(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("key"),
                row.getString("type"),
                row.getString("payload"),
                row.getString("traceparent"),
                row.getUUID("generation_id"),
                row.getLong("sequence"),
                row.getOffsetDateTime("created_at").toInstant(),
                false);
    }

    OutboxRow perhapsAgain() {
        return new OutboxRow(
                id,
                topic,
                key,
                type,
                payload,
                traceparent,
                generationId,
                sequence,
                createdAt,
                true);
    }

    /** What Kafka gets: a row's number is known only when it is stored, after its payload. */
    byte[] value() {
        String value =
                sequence == null
                        ? payload
                        : "{\"sequence\":" + sequence + ',' + payload.substring(1);
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** The same however often it is sent; the time tells apart rows of two databases. */
    String eventId() {
        return id + "-" + Long.toHexString(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt));
    }
}
