package dev.holdfast.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * Formats the data folder when it is new, then runs the broker until SIGTERM. Not {@code
 * kafka.Kafka.main}, because formatting would take a second JVM start.
 */
public final class BrokerMain {
    private BrokerMain() {}

    /**
     * @param args data folder, broker port, controller port; then further addresses as {@code
     *     port:advertisedPort} or {@code port:user:password}
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (InputStream logging = BrokerMain.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        Path data = Path.of(args[0]);
        Properties settings =
                BrokerSettings.of(
                        data,
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Arrays.stream(args).skip(3).map(BrokerSettings.Address::parse).toList());
        format(data, settings);
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.shutdown();
                                    stopped.countDown();
                                },
                                "stop"));
        server.startup();
        stopped.await();
    }

    private static void format(Path data, Properties settings) throws IOException {
        if (Files.exists(data.resolve("log").resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(data);
        Path file = data.resolve("server.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            settings.store(writer, "Written when the folder was formatted; not read afterwards");
        }
        int code =
                StorageTool.execute(
                        new String[] {
                            "format", "--config", file.toString(), "--cluster-id", clusterId()
                        },
                        System.out);
        if (code != 0) {
            throw new IllegalStateException("Kafka could not format " + data + ": code " + code);
        }
    }

    private static String clusterId() {
        return Uuid.randomUuid().toString();
    }
}
