package dev.holdfast.played.server;

import dev.holdfast.played.Call;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call while it happens. One thread writes, any may read. */
final class CallRecord {
    private final long number;
    private final ChatRequest request;
    private final @Nullable String authorization;
    private final Connection connection;
    private final long receivedAt = Clock.micros();
    private volatile int chunks;
    private volatile Call.@Nullable End end;
    private volatile @Nullable Long endedAt;

    CallRecord(long number, ChatRequest request, HttpRequest http, Connection connection) {
        this.number = number;
        this.request = request;
        this.authorization = digest(keyOf(http));
        this.connection = connection;
    }

    /** Vendors differ in the header that carries it. */
    private static @Nullable String keyOf(HttpRequest http) {
        for (String header : List.of("authorization", "x-api-key", "x-goog-api-key")) {
            String value = http.header(header);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    long number() {
        return number;
    }

    long createdSeconds() {
        return receivedAt / 1_000_000;
    }

    // One writer.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void sentChunk() {
        chunks++;
    }

    void ended(Call.End how) {
        endedAt = Clock.micros();
        end = how;
    }

    Call view() {
        return new Call(
                number,
                request.model(),
                request.prompt(),
                request.messages(),
                authorization,
                request.settings(),
                request.streamed(),
                connection.number(),
                connection.openedAt(),
                receivedAt,
                chunks,
                end,
                endedAt,
                connection.closedAt());
    }

    private static @Nullable String digest(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(header.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
