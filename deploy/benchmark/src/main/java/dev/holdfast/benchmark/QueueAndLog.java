package dev.holdfast.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.client.Json;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.contracts.wire.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What is before a worker and what is behind it. Used by one thread. */
final class QueueAndLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * @param stamps of the played provider, in the answers that completed
     * @param mostOpen answers that had begun and not ended
     */
    record Ends(int completed, long stamps, int mostOpen) {}

    private QueueAndLog(Map<String, Object> settings) {
        this.producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static QueueAndLog open(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Arrays.stream(Topic.values()).map(QueueAndLog::topic).toList())
                    .all()
                    .get();
        }
        QueueAndLog queue =
                new QueueAndLog(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "max.partition.fetch.bytes",
                                Topic.MAX_RECORD_BYTES,
                                "auto.offset.reset",
                                "earliest",
                                "enable.auto.commit",
                                false));
        List<TopicPartition> log =
                IntStream.range(0, Topic.CONVERSATION_EVENTS.partitions())
                        .mapToObj(each ->
                                new TopicPartition(Topic.CONVERSATION_EVENTS.topicName(), each))
                        .toList();
        queue.consumer.assign(log);
        queue.consumer.seekToBeginning(log);
        return queue;
    }

    private static NewTopic topic(Topic topic) {
        return new NewTopic(topic.topicName(), topic.partitions(), (short) 1)
                .configs(Map.of("max.message.bytes", Integer.toString(Topic.MAX_RECORD_BYTES)));
    }

    void run(String provider, String model, int streams) throws Exception {
        run(provider, model, streams, () -> {});
    }

    /**
     * Asks for all at once and waits for their ends.
     *
     * @param meanwhile is run between two looks at the log
     */
    Ends run(String provider, String model, int streams, Runnable meanwhile) throws Exception {
        Set<String> asked = ask(provider, model, streams);
        Set<String> open = new HashSet<>();
        int ended = 0;
        int completed = 0;
        long stamps = 0;
        int mostOpen = 0;
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (ended < streams && System.nanoTime() < until) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                String type = type(record);
                // Most records are progress, and are not read.
                if (type.equals("generation.progressed") || type.equals("generation.alive")) {
                    continue;
                }
                JsonNode event = Json.MAPPER.readTree(record.value());
                String generation = event.path("generationId").asText();
                if (!asked.contains(generation)) {
                    continue;
                }
                switch (type) {
                    case "generation.started" -> open.add(generation);
                    case "generation.ended" -> {
                        ended++;
                        open.remove(generation);
                        if (event.path("end").asText().equals("completed")) {
                            completed++;
                            stamps += stamps(event);
                        } else {
                            System.out.println("  " + event.path("problem"));
                        }
                    }
                    default -> {}
                }
                mostOpen = Math.max(mostOpen, open.size());
            }
            meanwhile.run();
        }
        return new Ends(completed, stamps, mostOpen);
    }

    private static long stamps(JsonNode ended) {
        return Json.read(ended.at("/result/content"), Content.class)
                .text()
                .chars()
                .filter(c -> c == ';')
                .count();
    }

    private static String type(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
    }

    private Set<String> ask(String provider, String model, int streams)
            throws IOException, ExecutionException, InterruptedException {
        Set<String> asked = new HashSet<>();
        // All at once: one after the other they would take longer than the answers.
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            GenerationRequested request = request("user-" + i, new ModelRef(provider, model));
            String generation = request.generationId().toString();
            asked.add(generation);
            sent.add(
                    producer.send(
                            new ProducerRecord<>(
                                    Topic.GENERATION_REQUESTS.topicName(),
                                    generation.getBytes(StandardCharsets.UTF_8),
                                    Json.MAPPER.writeValueAsBytes(request))));
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
        return asked;
    }

    private static GenerationRequested request(String owner, ModelRef model) {
        return new GenerationRequested(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                owner,
                1,
                model,
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, Content.ofText("Go on"))),
                Content.EMPTY,
                null,
                null,
                null,
                Instant.now());
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(Duration.ofSeconds(1));
    }
}
