package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.client.Json;
import dev.holdfast.stack.local.Service;
import dev.holdfast.stack.local.ServiceProcess;
import dev.holdfast.stack.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No loop, consumer or timer dies alone: the process is not ready any more, says why, and ends with
 * the code that says so; whoever started it starts it again.
 */
@ExtendWith(SceneExtension.class)
class SilentDeathResilienceIT {
    /** A thread that waits for the broker notices within its own next turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int CANNOT_GO_ON = 70;

    /** What the JVM says when it exits for want of memory. */
    private static final int OUT_OF_MEMORY = 3;

    /** Threads that may die, or cannot: each with its reason. */
    private static final Map<String, String> NOT_WATCHED =
            Map.ofEntries(
                    Map.entry("life(-exit)?", "watches the others; liveness does not need it"),
                    Map.entry("main", "waits for the end of the process"),
                    Map.entry("Quarkus Main Thread", "waits for the end of the process"),
                    Map.entry("DestroyJavaVM|Reference Handler|Finalizer", "the JVM's own"),
                    Map.entry("Signal Dispatcher|Attach Listener", "the JVM's own"),
                    Map.entry("Common-Cleaner|Notification Thread", "the JVM's own"),
                    Map.entry("C[12] CompilerThread\\d+|Service Thread", "the JVM's own"),
                    Map.entry("Monitor Deflation Thread", "the JVM's own"),
                    Map.entry("Reference Reaper #\\d+", "frees what was forgotten"),
                    Map.entry("micrometer-kafka-metrics", "figures alone"),
                    Map.entry("executor-thread-\\d+ \\(scheduler\\)", "watched as \"timers\""),
                    Map.entry("Cleaner-\\d+|process reaper.*", "the JDK's own"),
                    Map.entry("JDWP .*", "the debugger's"),
                    Map.entry("executor-thread-\\d+", "a pool replaces what dies"),
                    Map.entry("vert\\.x-(worker|internal-blocking).*", "a pool replaces what dies"),
                    Map.entry("outbox-sender", "a pool replaces what dies; what it does is judged"),
                    Map.entry("ForkJoinPool.*", "a pool replaces what dies"),
                    Map.entry("vertx-blocked-thread-checker", "writes to the log alone"),
                    Map.entry("agroal-.*", "connections of the migration at the start"),
                    Map.entry(
                            "kafka-coordinator-heartbeat-thread \\| .*",
                            "what it dies of is thrown by the next poll"),
                    Map.entry("vert\\.x-acceptor-thread-\\d+", "readiness cannot be asked"));

    private final Scene scene;
    private final HttpClient http = HttpClient.newHttpClient();

    SilentDeathResilienceIT(Scene scene) {
        this.scene = scene;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    CHAT_API; projection
                    CHAT_API; catalog
                    CHAT_API; kafka-admin-client-thread | chat-api-admin
                    GENERATION_WORKER; control
                    GENERATION_WORKER; requests
                    GENERATION_WORKER; kafka-producer-network-thread | kafka-producer-records
                    GENERATION_WORKER; kafka-admin-client-thread | broker-watch
                    STREAM_GATEWAY; log-reader
                    STREAM_GATEWAY; kafka-admin-client-thread | stream-gateway-admin
                    """)
    void endsWithAThreadThatDies(Service service, String thread) throws Exception {
        int port = FreePorts.pick();
        ServiceProcess process =
                scene.processes()
                        .beside(service, with(port, Map.of("HOLDFAST_LIFE_UNREADY_FOR", "3s")));
        try (Debugger debugger = Debugger.attach(port)) {
            assertThat(health(process, "live")).isEqualTo(200);

            debugger.throwErrorInto(thread);

            await().atMost(PATIENCE).until(() -> health(process, "ready") == 503);
            assertThat(process.isAlive()).isTrue();
            assertThat(exitCode(process)).isEqualTo(CANNOT_GO_ON);
            assertThat(Files.readAllLines(process.log()))
                    .filteredOn(line -> line.contains("cannot go on, ending the process"))
                    .singleElement()
                    .asString()
                    .contains("exitCode=70");
        } finally {
            process.kill();
        }
    }

    /** A loop that serves connections takes those with it that ask for readiness. */
    @Test
    void endsWithAnEventLoopThatDies() throws Exception {
        int port = FreePorts.pick();
        ServiceProcess process =
                scene.processes().beside(Service.CHAT_API, Debugger.listening(port));
        try (Debugger debugger = Debugger.attach(port)) {
            debugger.throwErrorInto("vert.x-eventloop-thread-1");

            await().atMost(PATIENCE).until(() -> health(process, "ready") != 200);
            assertThat(exitCode(process)).isEqualTo(CANNOT_GO_ON);
            assertThat(Files.readString(process.log()))
                    .contains("loop=\"vert.x-eventloop-thread-1\"");
        } finally {
            process.kill();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    CHAT_API; catalog
                    GENERATION_WORKER; control
                    STREAM_GATEWAY; log-reader
                    """)
    void endsWithAThreadThatIsStuck(Service service, String thread) throws Exception {
        int port = FreePorts.pick();
        ServiceProcess process =
                scene.processes()
                        .beside(
                                service,
                                with(
                                        port,
                                        Map.of(
                                                "HOLDFAST_LIFE_SILENCE",
                                                "10s",
                                                "HOLDFAST_LIFE_STUCK_FOR",
                                                "5s")));
        try (Debugger debugger = Debugger.attach(port)) {
            debugger.suspend(thread);

            await().atMost(PATIENCE).until(() -> health(process, "live") == 503);
            assertThat(health(process, "ready")).isEqualTo(503);
            assertThat(exitCode(process)).isEqualTo(CANNOT_GO_ON);
            assertThat(Files.readString(process.log())).contains("loop=\"" + thread + "\"");
        } finally {
            process.kill();
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void exitsWhenMemoryIsOut(Service service) throws Exception {
        ServiceProcess process =
                scene.processes().begin(service, Map.of("_JAVA_OPTIONS", "-Xms8m -Xmx9m"));
        try {
            assertThat(exitCode(process)).isEqualTo(OUT_OF_MEMORY);
        } finally {
            process.kill();
        }
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void watchesEveryThreadThatItStarts(Service service) throws Exception {
        ServiceProcess process = scene.processes().first(service);
        TreeSet<String> unwatched = new TreeSet<>(threads(process));
        unwatched.removeAll(loops(process));
        unwatched.removeIf(
                name -> NOT_WATCHED.keySet().stream().anyMatch(known -> name.matches(known)));

        assertThat(unwatched).isEmpty();
    }

    // As the JVM lists them; those without a number are its own, and no Java runs on them.
    private static List<String> threads(ServiceProcess process) throws IOException {
        Process jcmd =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/jcmd",
                                Long.toString(process.pid()),
                                "Thread.print")
                        .redirectErrorStream(true)
                        .start();
        String printed = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> names =
                Pattern.compile("^\"(.+)\" #\\d+", Pattern.MULTILINE)
                        .matcher(printed)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(names).as(printed).contains("main");
        return names;
    }

    private List<String> loops(ServiceProcess process) throws Exception {
        JsonNode checks = Json.read(body(process, "live")).path("checks");
        for (JsonNode check : checks) {
            if (check.path("name").asText().equals("loops")) {
                return check.path("data").propertyStream().map(Map.Entry::getKey).toList();
            }
        }
        throw new AssertionError("nothing said of loops: " + checks);
    }

    private static Map<String, String> with(int port, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Debugger.listening(port));
        settings.putAll(more);
        return settings;
    }

    private static int exitCode(ServiceProcess process) throws Exception {
        return process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    // 0 where there is no answer.
    private int health(ServiceProcess process, String which) {
        try {
            return answer(process, which).statusCode();
        } catch (UncheckedIOException noAnswer) {
            return 0;
        }
    }

    private String body(ServiceProcess process, String which) {
        return answer(process, which).body();
    }

    private HttpResponse<String> answer(ServiceProcess process, String which) {
        URI address = URI.create(process.address() + "/q/health/" + which);
        try {
            return http.send(
                    HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
