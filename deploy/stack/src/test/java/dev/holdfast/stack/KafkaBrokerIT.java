package dev.holdfast.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path folder;

    @Test
    void keepsAcknowledgedRecordsWhenItIsKilled() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder)) {
            // given
            makeTopic(broker);
            send(broker, "before");

            // when
            broker.kill();
            broker.restart();
            send(broker, "after");

            // then
            assertThat(readFirst(broker, 2)).containsExactly("before", "after");
        }
    }

    @Test
    void servesShareGroups() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder)) {
            // given
            makeTopic(broker);
            readFromTheBeginning(broker, "workers");
            send(broker, "job");

            // when
            try (KafkaShareConsumer<String, String> worker =
                    new KafkaShareConsumer<>(
                            Map.of(
                                    "bootstrap.servers",
                                    broker.bootstrapServers(),
                                    "group.id",
                                    "workers"),
                            new StringDeserializer(),
                            new StringDeserializer())) {
                worker.subscribe(List.of("words"));

                // then
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(
                                () -> worker.poll(Duration.ofMillis(200)),
                                records -> records.count() == 1);
            }
        }
    }

    private static void makeTopic(KafkaBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("words", 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static void readFromTheBeginning(KafkaBroker broker, String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.GROUP, group),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry(
                                                            "share.auto.offset.reset", "earliest"),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static void send(KafkaBroker broker, String word) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>("words", word)).get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> readFirst(KafkaBroker broker, int count) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            TopicPartition words = new TopicPartition("words", 0);
            consumer.assign(List.of(words));
            consumer.seekToBeginning(List.of(words));
            List<String> read = new java.util.ArrayList<>();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> {
                        for (ConsumerRecord<String, String> each :
                                consumer.poll(Duration.ofMillis(200))) {
                            read.add(each.value());
                        }
                        return read.size() >= count;
                    });
            return read;
        }
    }
}
