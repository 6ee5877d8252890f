package dev.holdfast.worker;

import dev.holdfast.stack.process.Child;
import dev.holdfast.stack.process.FreePorts;
import dev.holdfast.stack.process.JavaCommand;
import dev.holdfast.stack.process.Readiness;
import dev.holdfast.stack.process.Repository;
import dev.holdfast.stack.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A worker as it is deployed: its jar, in a process of its own. */
final class WorkerProcess implements AutoCloseable {
    private final String id;
    private final Child child;
    private final int port;

    private WorkerProcess(String id, Child child, int port) {
        this.id = id;
        this.child = child;
        this.port = port;
    }

    static WorkerProcess launch(String id, String bootstrapServers, Map<String, String> settings) {
        int port = FreePorts.pick();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("HOLDFAST_WORKER_ID", id);
        Path home = Repository.find().root().resolve("generation-worker/target");
        Path log = home.resolve("it-logs").resolve(id + "-" + port + ".log");
        Child child =
                Child.start(
                        id,
                        JavaCommand.withHeap("64m", "256m")
                                .jar(home.resolve("quarkus-app/quarkus-run.jar")),
                        environment,
                        log);
        return new WorkerProcess(id, child, port);
    }

    static WorkerProcess start(String id, String bootstrapServers, Map<String, String> settings) {
        WorkerProcess worker = launch(id, bootstrapServers, settings);
        Readiness.await(worker.child, Duration.ofSeconds(60), worker::isReady);
        return worker;
    }

    String id() {
        return id;
    }

    boolean isReady() {
        return Readiness.answersOk(URI.create("http://localhost:" + port + "/q/health/ready"));
    }

    boolean isLive() {
        return Readiness.answersOk(URI.create("http://localhost:" + port + "/q/health/live"));
    }

    int port() {
        return port;
    }

    String metrics() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://localhost:" + port + "/q/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String log() {
        try {
            return Files.readString(child.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        child.kill();
    }

    /** SIGTERM, without waiting. */
    void terminate() {
        ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroy);
    }

    boolean isAlive() {
        return child.isAlive();
    }

    @Override
    public void close() {
        child.stop(StopSignal.TERM, Duration.ofSeconds(40));
    }
}
