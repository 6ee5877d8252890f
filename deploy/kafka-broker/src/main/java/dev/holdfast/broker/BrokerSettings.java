package dev.holdfast.broker;

import java.nio.file.Path;
import java.util.Properties;

/** What one small broker needs: everything that is made for many brokers is turned down to one. */
final class BrokerSettings {
    private BrokerSettings() {}

    static Properties of(Path data, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
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
}
