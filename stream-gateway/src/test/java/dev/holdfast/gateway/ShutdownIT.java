package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.stack.KafkaBroker;
import dev.holdfast.stack.OidcProvider;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, stopped as an operator stops it. */
class ShutdownIT {
    private static final Path JAR =
            Path.of(
                    System.getProperty("holdfast.root", ".."),
                    "stream-gateway/target/quarkus-app/quarkus-run.jar");

    @TempDir Path dir;

    @Test
    void asksItsClientsToComeBack() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(dir.resolve("kafka"));
                OidcProvider issuer = OidcProvider.start();
                TestLog log = new TestLog(broker.bootstrapServers())) {
            // given
            log.makeTopic(Topic.Names.CONVERSATION_EVENTS, 3);
            int port = freePort();
            Process gateway = start(broker, issuer, port);
            try {
                URI base = URI.create("http://localhost:" + port + "/");
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .ignoreExceptions()
                        .until(() -> isReady(base));
                StreamClient client = StreamClient.open(base, issuer.token("alice"));
                client.resume(null).assertFrame("welcome");

                // when
                gateway.destroy();

                // then
                client.assertClosed(4000);
                assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).isTrue();
            } finally {
                gateway.destroyForcibly();
            }
        }
    }

    private Process start(KafkaBroker broker, OidcProvider issuer, int port) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        JAR.toString());
        builder.environment()
                .putAll(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                broker.bootstrapServers(),
                                "QUARKUS_OIDC_AUTH_SERVER_URL",
                                issuer.issuer().toString(),
                                "QUARKUS_HTTP_PORT",
                                Integer.toString(port)));
        return builder.redirectErrorStream(true)
                .redirectOutput(Files.createFile(dir.resolve("gateway.log")).toFile())
                .start();
    }

    private static boolean isReady(URI base) throws Exception {
        return HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(base.resolve("/q/health/ready")).build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
