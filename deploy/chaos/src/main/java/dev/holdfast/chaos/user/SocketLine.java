package dev.holdfast.chaos.user;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.client.Json;
import dev.holdfast.client.StreamClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One WebSocket for a reading, until it ends or goes silent. What is sent goes one frame after the
 * other.
 */
final class SocketLine implements AutoCloseable {
    private static final Duration BETWEEN_PINGS = Duration.ofSeconds(5);

    /** Three pings without a word. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Reading reading;
    private final StreamClient client;
    private final StreamClient.Connection connection;

    private SocketLine(Reading reading, StreamClient client, StreamClient.Connection connection) {
        this.reading = reading;
        this.client = client;
        this.connection = connection;
    }

    /**
     * @throws Refused if the gateway answers with something else than a WebSocket
     * @throws NotThere if it does not answer
     */
    static SocketLine open(
            HttpClient http,
            URI gateway,
            Supplier<String> token,
            Reading reading,
            Collection<UUID> watch)
            throws Refused, NotThere, InterruptedException {
        StreamClient client =
                new StreamClient(http, gateway, token, reading.view(), watch, reading::take);
        reading.connected();
        try {
            return new SocketLine(reading, client, client.connect());
        } catch (ExecutionException e) {
            client.close();
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                throw new Refused(
                        refused.getResponse().statusCode(),
                        refused.getResponse().headers().firstValue("retry-after").isPresent(),
                        refused);
            }
            throw new NotThere(e);
        } catch (TimeoutException e) {
            client.close();
            throw new NotThere(e);
        }
    }

    /** A handshake's answer. */
    static final class Refused extends Exception {
        private final int status;
        private final boolean saysWhen;

        Refused(int status, boolean saysWhen, Throwable cause) {
            super(cause);
            this.status = status;
            this.saysWhen = saysWhen;
        }

        int status() {
            return status;
        }

        /** Whether it says when to come back. */
        boolean saysWhen() {
            return saysWhen;
        }
    }

    static final class NotThere extends Exception {
        NotThere(Throwable cause) {
            super(cause);
        }
    }

    /**
     * Returns when it has ended, went silent, or {@code patience} is over.
     *
     * @return the close code; -1 where it ended without one; 0 where it is still open
     */
    int follow(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long nextPing = System.nanoTime() + BETWEEN_PINGS.toNanos();
        while (System.nanoTime() - end < 0) {
            try {
                return connection.closed().get(200, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                return -1;
            } catch (TimeoutException stillOpen) {
                if (reading.isSilentFor(SILENCE)) {
                    return -1;
                }
            }
            if (System.nanoTime() - nextPing > 0) {
                nextPing += BETWEEN_PINGS.toNanos();
                send("{\"type\":\"ping\"}");
            }
        }
        return 0;
    }

    void watch(Collection<UUID> conversations) {
        ObjectNode frame = Json.MAPPER.createObjectNode().put("type", "watch");
        ArrayNode ids = frame.putArray("conversations");
        List.copyOf(conversations).forEach(id -> ids.add(id.toString()));
        send(frame.toString());
    }

    private synchronized void send(String frame) {
        try {
            connection.send(frame);
        } catch (CompletionException ended) {
            // Whoever follows the line hears of it.
        }
    }

    /** As a pulled cable does; no frame is taken any more. */
    @Override
    public void close() {
        client.close();
        reading.witness().disconnected();
    }
}
