package dev.holdfast.contracts.log;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * How far its holder has read: a place in the log, and the highest number among the events that it
 * has had. The place alone would not do: an event that is written a second time lies behind it.
 *
 * <p>The two may be of different moments. State that was read from the database contains every
 * numbered event up to {@code sequence}, also those which lie behind {@code position}.
 *
 * @param sequence 0 where the holder has had none, or does not know
 */
public record Cursor(Position position, long sequence) {
    private static final byte VERSION = 2;

    /** Without a sequence; held by clients of a gateway from before there was one. */
    private static final byte VERSION_OF_POSITIONS = 1;

    private static final int POSITION_BYTES = Long.BYTES * 2 + Integer.BYTES + Long.BYTES;

    /** As clients see it: opaque, URL-safe; only equality may be tested. */
    public String text() {
        ByteBuffer bytes =
                ByteBuffer.allocate(1 + POSITION_BYTES + Long.BYTES)
                        .put(VERSION)
                        .putLong(position.topicId().getMostSignificantBits())
                        .putLong(position.topicId().getLeastSignificantBits())
                        .putInt(position.partition())
                        .putLong(position.offset())
                        .putLong(sequence);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * @return nothing if it is not a cursor that {@link #text} made, now or in an earlier version
     */
    public static Optional<Cursor> of(String text) {
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        int rest = decoded.length - 1 - POSITION_BYTES;
        boolean whole =
                switch (decoded.length == 0 ? 0 : decoded[0]) {
                    case VERSION -> rest == Long.BYTES;
                    case VERSION_OF_POSITIONS -> rest == 0;
                    default -> false;
                };
        if (!whole) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded, 1, decoded.length - 1);
        Position position =
                new Position(
                        new UUID(bytes.getLong(), bytes.getLong()),
                        bytes.getInt(),
                        bytes.getLong());
        long sequence = rest == 0 ? 0 : bytes.getLong();
        return position.partition() < 0 || position.offset() < 0 || sequence < 0
                ? Optional.empty()
                : Optional.of(new Cursor(position, sequence));
    }
}
