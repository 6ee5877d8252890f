package dev.holdfast.stack;

import dev.holdfast.stack.process.Child;
import dev.holdfast.stack.process.FreePorts;
import dev.holdfast.stack.process.JavaCommand;
import dev.holdfast.stack.process.Readiness;
import dev.holdfast.stack.process.Repository;
import dev.holdfast.stack.process.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
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
    private Child child;

    private KafkaBroker(Path dataDir, int port) {
        this.dataDir = dataDir;
        this.port = port;
        this.child = launch();
    }

    /** On a free port. */
    public static KafkaBroker start(Path dataDir) {
        return start(dataDir, FreePorts.pick());
    }

    /** Returns when the broker takes connections. */
    public static KafkaBroker start(Path dataDir, int port) {
        return new KafkaBroker(dataDir, port);
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

    /** Kills what still runs and starts again. */
    public void restart() {
        child.kill();
        child = launch();
    }

    @Override
    public void close() {
        child.stop(StopSignal.TERM, STOP);
    }

    private Child launch() {
        List<String> command =
                JavaCommand.withHeap("64m", "256m")
                        .main(
                                Repository.find().classPath("kafka-broker"),
                                "dev.holdfast.broker.BrokerMain",
                                dataDir.toAbsolutePath().toString(),
                                Integer.toString(port),
                                Integer.toString(controllerPort));
        Child started = Child.start("kafka", command, Map.of(), dataDir.resolve("kafka.log"));
        Readiness.await(started, START, () -> Readiness.accepts(port));
        return started;
    }
}
