package dev.holdfast.stack;

import dev.holdfast.stack.process.Child;
import dev.holdfast.stack.process.FreePorts;
import dev.holdfast.stack.process.JavaCommand;
import dev.holdfast.stack.process.Readiness;
import dev.holdfast.stack.process.Repository;
import dev.holdfast.stack.process.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One Kafka broker with its controller in a JVM of its own; share groups are on. It keeps its port
 * and its data over {@link #kill()} and {@link #restart()}. Not thread-safe.
 */
public final class KafkaBroker implements AutoCloseable {
    /** Seconds where the machine is idle; CI machines are not. */
    private static final Duration START = Duration.ofMinutes(2);

    private static final Duration STOP = Duration.ofSeconds(15);

    private final Path dataDir;
    private final int port;
    private final int controllerPort = FreePorts.pick();
    private final List<Route> routes;
    private Child child;

    /**
     * A further address of the broker, for clients that are to come through a proxy: whoever asks
     * at {@code port} who the brokers are is sent to {@code advertisedPort}.
     */
    public record Route(int port, int advertisedPort) {
        @Override
        public String toString() {
            return port + ":" + advertisedPort;
        }
    }

    private KafkaBroker(Path dataDir, int port, List<Route> routes) {
        this.dataDir = dataDir;
        this.port = port;
        this.routes = List.copyOf(routes);
        this.child = launch();
    }

    /** On a free port. */
    public static KafkaBroker start(Path dataDir) {
        return start(dataDir, FreePorts.pick());
    }

    /** Returns when the broker takes connections. */
    public static KafkaBroker start(Path dataDir, int port) {
        return start(dataDir, port, List.of());
    }

    /** Returns when the broker takes connections. */
    public static KafkaBroker start(Path dataDir, int port, List<Route> routes) {
        return new KafkaBroker(dataDir, port, routes);
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    public long pid() {
        return child.pid();
    }

    public Path log() {
        return child.log();
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        child.kill();
    }

    /** SIGSTOP: the broker stands still, and its connections stay open. */
    public void freeze() {
        child.freeze();
    }

    public void thaw() {
        child.thaw();
    }

    /** Kills what still runs and starts again. */
    public void restart() {
        child.kill();
        child = launch();
    }

    /** SIGTERM, then SIGKILL when it has not ended in time. */
    @Override
    public void close() {
        child.stop(StopSignal.TERM, STOP);
    }

    private Child launch() {
        List<String> arguments = new ArrayList<>();
        arguments.add(dataDir.toAbsolutePath().toString());
        arguments.add(Integer.toString(port));
        arguments.add(Integer.toString(controllerPort));
        routes.forEach(route -> arguments.add(route.toString()));
        List<String> command =
                JavaCommand.withHeap("64m", "256m")
                        .main(
                                Repository.find().classPath("kafka-broker"),
                                "dev.holdfast.broker.BrokerMain",
                                arguments.toArray(String[]::new));
        Child started = Child.start("kafka", command, Map.of(), dataDir.resolve("kafka.log"));
        Readiness.await(started, START, () -> Readiness.accepts(port));
        return started;
    }
}
