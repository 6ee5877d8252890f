package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A place between two records of the log: everything before {@code offset} has been seen.
 *
 * <p>The topic id is the epoch. Were it missing, a log that was deleted and made again would accept
 * offsets of the old one: a device that had read up to 500 would wait for record 500 of the new log
 * and silently miss the 499 before it.
 *
 * @param topicId Kafka's id of the topic, made anew with each topic of the same name
 * @param partition the partition that holds all of one user's records
 * @param offset the offset of the next record to read
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Position(UUID topicId, int partition, long offset) {

    private static final int BYTES = 1 + Long.BYTES * 2 + Integer.BYTES + Long.BYTES;
    private static final byte VERSION = 1;

    public Position at(long newOffset) {
        return new Position(topicId, partition, newOffset);
    }

    /** Whether both lie in one partition of one topic, so that their offsets may be compared. */
    public boolean comparesTo(Position other) {
        return topicId.equals(other.topicId) && partition == other.partition;
    }

    /** As clients see it: opaque, URL-safe; only equality may be tested. */
    public String toCursor() {
        ByteBuffer bytes =
                ByteBuffer.allocate(BYTES)
                        .put(VERSION)
                        .putLong(topicId.getMostSignificantBits())
                        .putLong(topicId.getLeastSignificantBits())
                        .putInt(partition)
                        .putLong(offset);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * @return nothing if it is not a cursor that {@link #toCursor} made
     */
    public static Optional<Position> ofCursor(String cursor) {
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (decoded.length != BYTES || decoded[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded, 1, BYTES - 1);
        Position position =
                new Position(
                        new UUID(bytes.getLong(), bytes.getLong()),
                        bytes.getInt(),
                        bytes.getLong());
        return position.partition < 0 || position.offset < 0
                ? Optional.empty()
                : Optional.of(position);
    }
}
