package dev.holdfast.gateway;

import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.gateway.replay.Partitions;
import dev.holdfast.gateway.replay.Tail;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A running gateway, a log of one's own to write to, and clients that are closed at the end. */
@SuppressWarnings("NullAway.Init") // the framework sets the fields
abstract class Dialogue {
    @TestHTTPResource("/")
    URI base;

    LogStack stack;

    @Inject Partitions partitions;

    private final List<AutoCloseable> opened = new ArrayList<>();
    final String user = "user-" + UUID.randomUUID();
    final UUID conversation = TestEvents.newId();
    TestLog log;

    @BeforeEach
    void openLog() {
        log = keep(new TestLog(stack.broker().bootstrapServers()));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    <T extends AutoCloseable> T keep(T one) {
        opened.add(one);
        return one;
    }

    /** Writes a record of the user, and waits until the gateway has read it. */
    long write(LogEvent event) {
        long offset = log.append(user, event);
        awaitRead(user, offset);
        return offset;
    }

    void awaitRead(String whose, long offset) {
        try (Partitions.Lease lease = partitions.acquire(whose)) {
            Tail tail = lease.warm().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
            Awaitility.await().until(() -> tail.head().offset() > offset);
        }
    }

    StreamClient client() {
        return client(user);
    }

    StreamClient client(String who) {
        return keep(StreamClient.open(base, stack.issuer().token(who)));
    }
}
