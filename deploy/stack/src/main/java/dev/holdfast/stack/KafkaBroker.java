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
    private final List<? extends Address> further;
    private Child child;

    /** A further address of the broker, beside {@link #bootstrapServers}. */
    public sealed interface Address {
        int port();
    }

    /** For clients that are to come through a proxy: they are sent on to the advertised port. */
    public record Route(int port, int advertisedPort) implements Address {
        @Override
        public String toString() {
            return port + ":" + advertisedPort;
        }
    }

    /** For one user alone, who comes with SASL/PLAIN over an unencrypted connection. */
    public record Guarded(int port, String user, String password) implements Address {
        /** What a client must set to be let in, by the names of Kafka's own settings. */
        public Map<String, String> clientSettings() {
            return Map.of(
                    "bootstrap.servers",
                    "localhost:" + port,
                    "security.protocol",
                    "SASL_PLAINTEXT",
                    "sasl.mechanism",
                    "PLAIN",
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required"
                            + " username=\"%s\" password=\"%s\";".formatted(user, password));
        }

        @Override
        public String toString() {
            return port + ":" + user + ":" + password;
        }
    }

    private KafkaBroker(Path dataDir, int port, List<? extends Address> further) {
        this.dataDir = dataDir;
        this.port = port;
        this.further = List.copyOf(further);
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
    public static KafkaBroker start(Path dataDir, int port, List<? extends Address> further) {
        return new KafkaBroker(dataDir, port, further);
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
        further.forEach(address -> arguments.add(address.toString()));
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
