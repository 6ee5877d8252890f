package dev.holdfast.chat.conversation;

import dev.holdfast.chat.problem.Field;
import dev.holdfast.contracts.problem.ProblemType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * The last conversation of a page; the next page begins behind it. Clients see it as an opaque
 * string. It holds no secret: whoever makes one up pages through conversations of their own.
 */
record PageCursor(Instant updatedAt, UUID id) {
    private static final int BYTES = 3 * Long.BYTES;

    static PageCursor after(Conversation last) {
        return new PageCursor(last.view().updatedAt(), last.id());
    }

    /**
     * @throws dev.holdfast.chat.problem.Refusal if it is not one that {@link #toString} made
     */
    static PageCursor parse(String before) {
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(before);
        } catch (IllegalArgumentException notBase64) {
            decoded = new byte[0];
        }
        if (decoded.length != BYTES) {
            throw new Field("before", before)
                    .refused(
                            ProblemType.INVALID_FIELD,
                            "Send the next of an earlier page, or leave it out.");
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded);
        return new PageCursor(
                Instant.ofEpochMilli(clamped(bytes.getLong())),
                new UUID(bytes.getLong(), bytes.getLong()));
    }

    /** Within what PostgreSQL can compare: a made-up time must not break the query. */
    private static long clamped(long millis) {
        return Math.clamp(millis, 0, 253_402_300_799_999L);
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        ByteBuffer.allocate(BYTES)
                                .putLong(updatedAt.toEpochMilli())
                                .putLong(id.getMostSignificantBits())
                                .putLong(id.getLeastSignificantBits())
                                .array());
    }
}
