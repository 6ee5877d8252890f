package dev.holdfast.gateway;

import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.stack.KafkaBroker;
import dev.holdfast.stack.OidcProvider;
import dev.holdfast.stack.process.FreePorts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker with the log, and an issuer; times are short and the tail is small. */
public final class LogStack implements QuarkusTestResourceLifecycleManager {

    /** What a secured broker asks of its clients must reach every client that the gateway makes. */
    private final KafkaBroker.Guarded guarded =
            new KafkaBroker.Guarded(FreePorts.pick(), "stream-gateway", "only-for-tests");

    private @Nullable KafkaBroker broker;
    private @Nullable OidcProvider issuer;

    /** How short and how small, as the tests expect it. */
    static final int FRAME_BYTES = 65536;

    static final int CONNECTIONS_PER_USER = 5;

    @Override
    public Map<String, String> start() {
        try {
            broker =
                    KafkaBroker.start(
                            Files.createTempDirectory("holdfast-gateway-it"),
                            FreePorts.pick(),
                            List.of(guarded));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        issuer = OidcProvider.start();
        try (TestLog log = new TestLog(broker.bootstrapServers())) {
            log.makeTopic(Topic.Names.CONVERSATION_EVENTS, 3);
        }
        Map<String, String> settings = new HashMap<>();
        guarded.clientSettings().forEach((name, value) -> settings.put("kafka." + name, value));
        settings.put("quarkus.oidc.auth-server-url", issuer.issuer().toString());
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.http.cors.origins", "https://chat.example");
        settings.put("holdfast.session.resume-timeout", "3s");
        settings.put("holdfast.session.take-timeout", "2s");
        settings.put("holdfast.session.ping-after", "500ms");
        settings.put("holdfast.session.tick", "50ms");
        settings.put(
                "holdfast.session.connections-per-user", Integer.toString(CONNECTIONS_PER_USER));
        settings.put("holdfast.socket.close-grace", "500ms");
        settings.put("holdfast.ingest.linger", "500ms");
        settings.put("holdfast.ingest.topic-check", "200ms");
        // A few hundred events: older ones are read from Kafka.
        settings.put("holdfast.tail.bytes", "131072");
        settings.put("holdfast.test.issuer", issuer.issuer().toString());
        return settings;
    }

    @Override
    public void stop() {
        if (issuer != null) {
            issuer.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                this, field -> field.getType().getName().equals(LogStack.class.getName()));
    }

    public KafkaBroker broker() {
        if (broker == null) {
            throw new IllegalStateException("not started");
        }
        return broker;
    }

    public OidcProvider issuer() {
        if (issuer == null) {
            throw new IllegalStateException("not started");
        }
        return issuer;
    }
}
