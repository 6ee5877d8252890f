package dev.holdfast.chat.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then randomness. Every id of ours
 * is one, so that rows made together lie together in an index.
 */
public final class Ids {
    private static final Pattern FORM =
            Pattern.compile(
                    "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                    Pattern.CASE_INSENSITIVE);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /**
     * @return nothing unless it is a UUIDv7 in its canonical form
     */
    public static Optional<UUID> parse(String raw) {
        return FORM.matcher(raw).matches() ? Optional.of(UUID.fromString(raw)) : Optional.empty();
    }

    public static UUID make(Instant at) {
        byte[] random = new byte[2 * Long.BYTES];
        RANDOM.nextBytes(random);
        return of(at.toEpochMilli(), random);
    }

    /**
     * The id of what a client's request brings about, the same at every repeat. Two users who send
     * the same id get different ones.
     *
     * @param purpose tells apart what one request brings about
     */
    public static UUID derived(UUID from, String owner, String purpose) {
        byte[] digest = sha256(purpose + '|' + from + '|' + owner);
        return of(from.getMostSignificantBits() >>> 16, digest);
    }

    private static UUID of(long millis, byte[] random) {
        ByteBuffer bits = ByteBuffer.wrap(random);
        long high = (millis << 16) | 0x7000L | (bits.getLong() & 0x0FFFL);
        long low = (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
