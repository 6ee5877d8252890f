package dev.holdfast.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** What one small broker needs: everything that is made for many brokers is turned down to one. */
final class BrokerSettings {
    private BrokerSettings() {}

    /** A further address, beside the plain one that the stack itself uses. */
    sealed interface Address {
        int port();

        /**
         * @param words {@code port:advertisedPort} or {@code port:user:password}
         */
        static Address parse(String words) {
            String[] parts = words.split(":", 3);
            int port = Integer.parseInt(parts[0]);
            return parts.length == 2
                    ? new Route(port, Integer.parseInt(parts[1]))
                    : new Guarded(port, parts[1], parts[2]);
        }
    }

    /**
     * Who comes in at {@code port} is told to come back to {@code advertisedPort}, where a proxy
     * may stand.
     */
    record Route(int port, int advertisedPort) implements Address {}

    /** Only this user is let in, with SASL/PLAIN over an unencrypted connection. */
    record Guarded(int port, String user, String password) implements Address {}

    static Properties of(Path data, int port, int controllerPort, List<Address> further) {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        listen(settings, port, controllerPort, further);
        settings.setProperty("log.dirs", data.resolve("log").toString());

        settings.setProperty("offsets.topic.num.partitions", "1");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("transaction.state.log.num.partitions", "1");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.num.partitions", "1");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");

        // A misspelt topic must be an error here as it is in production.
        settings.setProperty("auto.create.topics.enable", "false");
        // Milliseconds. Nobody else will join; waiting only delays the first poll.
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // Milliseconds. After kill -9 the controller takes the broker's own former registration
        // for alive until this has passed; 9 s would be the time of every restart.
        settings.setProperty("broker.session.timeout.ms", "2000");
        settings.setProperty("broker.heartbeat.interval.ms", "500");
        // Bytes. 128 MB by default, more than the whole heap should be.
        settings.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("num.recovery.threads.per.data.dir", "2");
        return settings;
    }

    private static void listen(
            Properties settings, int port, int controllerPort, List<Address> further) {
        StringBuilder listeners = new StringBuilder("PLAINTEXT://127.0.0.1:" + port);
        StringBuilder protocols = new StringBuilder("CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        StringBuilder advertised = new StringBuilder("PLAINTEXT://127.0.0.1:" + port);
        for (Address address : further) {
            String name = "FURTHER" + address.port();
            listeners.append(',').append(name).append("://127.0.0.1:").append(address.port());
            advertised.append(',').append(name).append("://127.0.0.1:");
            protocols.append(',').append(name).append(':');
            switch (address) {
                case Route route -> {
                    advertised.append(route.advertisedPort());
                    protocols.append("PLAINTEXT");
                }
                case Guarded guarded -> {
                    advertised.append(guarded.port());
                    protocols.append("SASL_PLAINTEXT");
                    guard(settings, name, guarded);
                }
            }
        }
        settings.setProperty("listeners", listeners + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("listener.security.protocol.map", protocols.toString());
        settings.setProperty("advertised.listeners", advertised.toString());
        settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
    }

    private static void guard(Properties settings, String listener, Guarded guarded) {
        settings.setProperty("sasl.enabled.mechanisms", "PLAIN");
        settings.setProperty(
                "listener.name." + listener.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                        .formatted(guarded.user(), guarded.password()));
    }
}
