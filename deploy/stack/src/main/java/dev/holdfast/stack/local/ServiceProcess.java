package dev.holdfast.stack.local;

import dev.holdfast.stack.process.Child;
import dev.holdfast.stack.process.JavaCommand;
import dev.holdfast.stack.process.Readiness;
import dev.holdfast.stack.process.Repository;
import dev.holdfast.stack.process.StopSignal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One process of a service. It keeps its port, its environment and its log file over {@link
 * #kill()} and {@link #restart()}. Thread-safe.
 */
public final class ServiceProcess {
    /** Cold file caches and a busy machine. */
    private static final Duration START = Duration.ofMinutes(3);

    private final Service service;
    private final String name;
    private final int port;
    private final Map<String, String> environment;
    private final Path log;
    private volatile Child child;

    private ServiceProcess(
            Service service, String name, int port, Map<String, String> environment, Path log) {
        this.service = service;
        this.name = name;
        this.port = port;
        this.environment = environment;
        this.log = log;
        this.child = launch();
    }

    /** Starts the process and does not wait for it. */
    static ServiceProcess start(
            Service service, String name, int port, Map<String, String> environment, Path log) {
        return new ServiceProcess(service, name, port, environment, log);
    }

    public Service service() {
        return service;
    }

    /** Unique in its stack: {@code generation-worker-2}. */
    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    public URI address() {
        return URI.create("http://localhost:" + port);
    }

    public long pid() {
        return child.pid();
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    /** Of the process that runs now; completes with its exit code. */
    public CompletableFuture<Integer> onExit() {
        return child.onExit();
    }

    public boolean isReady() {
        return Readiness.answersOk(readyAddress());
    }

    /**
     * @throws IllegalStateException with the last lines of its log when it died or takes too long
     */
    public void awaitReady() {
        Readiness.await(child, START, this::isReady);
    }

    /** SIGKILL. */
    public void kill() {
        child.kill();
    }

    /** SIGTERM, then SIGKILL when it has not ended in time; returns whether it ended by itself. */
    public boolean terminate(Duration patience) {
        return child.stop(StopSignal.TERM, patience);
    }

    /** SIGSTOP: the process stands still, and its connections stay open. */
    public void freeze() {
        child.freeze();
    }

    public void thaw() {
        child.thaw();
    }

    /** Kills what still runs and starts again, without waiting until it is ready. */
    public void startAgain() {
        child.kill();
        child = launch();
    }

    /** Kills what still runs, starts again and waits until it is ready. */
    public void restart() {
        startAgain();
        awaitReady();
    }

    private URI readyAddress() {
        return URI.create(address() + "/q/health/ready");
    }

    private Child launch() {
        Path jar =
                Repository.find()
                        .root()
                        .resolve(service.module())
                        .resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    service.module()
                            + " is not built yet: run mvn -pl "
                            + service.module()
                            + " package");
        }
        return Child.start(
                name, JavaCommand.withHeap("48m", service.heap()).jar(jar), environment, log);
    }

    @Override
    public String toString() {
        return name + "[port=" + port + ", pid=" + pid() + "]";
    }
}
