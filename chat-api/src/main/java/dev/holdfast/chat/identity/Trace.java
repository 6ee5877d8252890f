package dev.holdfast.chat.identity;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * W3C trace context, version 00. Only passed on: spans are whoever-collects-them's business, and a
 * whole tracing library for one header was rejected.
 */
final class Trace {
    private static final Pattern PARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Trace() {}

    /** The one that came with the call if it is one; a new one otherwise. */
    static String parent(@Nullable String header) {
        if (header != null && PARENT.matcher(header).matches()) {
            return header;
        }
        byte[] ids = new byte[24];
        RANDOM.nextBytes(ids);
        HexFormat hex = HexFormat.of();
        return "00-" + hex.formatHex(ids, 0, 16) + '-' + hex.formatHex(ids, 16, 24) + "-01";
    }
}
