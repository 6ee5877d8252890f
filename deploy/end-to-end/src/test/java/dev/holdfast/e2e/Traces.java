package dev.holdfast.e2e;

import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.stack.local.HoldfastStack;
import dev.holdfast.stack.local.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that a stack leaves behind it and that anybody might read, by where it lies. */
final class Traces {
    private final HoldfastStack stack;
    private final HttpClient http;

    Traces(HoldfastStack stack, HttpClient http) {
        this.stack = stack;
        this.http = http;
    }

    /**
     * @param where for whoever has to find it
     */
    record Trace(String where, String what) {}

    /** Every row of every table; bytes are written in hex. */
    List<Trace> database() throws SQLException {
        List<Trace> traces = new ArrayList<>();
        try (Connection connection =
                DriverManager.getConnection(
                        stack.postgres().jdbcUrl(),
                        stack.postgres().username(),
                        stack.postgres().password())) {
            for (String table :
                    column(
                            connection,
                            "select format('%I.%I', table_schema, table_name) from"
                                    + " information_schema.tables where table_schema = 'public'")) {
                for (String row : column(connection, "select t::text from " + table + " t")) {
                    traces.add(new Trace("table " + table, row));
                }
            }
        }
        return traces;
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Every record of every topic: its key, its value and its headers. */
    List<Trace> topics() {
        List<Trace> traces = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", stack.kafka().bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    Arrays.stream(Topic.values())
                            .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream()
                    .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> traces.add(trace(found)));
            }
        }
        return traces;
    }

    private static Trace trace(ConsumerRecord<byte[], byte[]> found) {
        StringBuilder all = new StringBuilder(text(found.key())).append(text(found.value()));
        found.headers().forEach(header -> all.append(header.key()).append(text(header.value())));
        return new Trace("topic " + found.topic() + " at " + found.offset(), all.toString());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Of every process, the engines included. */
    List<Trace> logs() throws IOException {
        List<Trace> traces = new ArrayList<>();
        try (Stream<Path> files = Files.walk(stack.dataDir())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".log"))
                            // Kafka's own segments are called so too; topics() reads those.
                            .filter(each -> !each.startsWith(stack.dataDir().resolve("kafka")))
                            .toList()) {
                traces.add(
                        new Trace(
                                "log " + stack.dataDir().relativize(file),
                                new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)));
            }
        }
        return traces;
    }

    /** What each service says of itself to whoever asks. */
    List<Trace> pages() throws IOException, InterruptedException {
        List<Trace> traces = new ArrayList<>();
        for (ServiceProcess process : stack.processes()) {
            for (String path : List.of("/q/metrics", "/q/health", "/q/openapi")) {
                URI address = process.address().resolve(path);
                traces.add(
                        new Trace(
                                "page " + address,
                                http.send(
                                                HttpRequest.newBuilder(address).build(),
                                                BodyHandlers.ofString())
                                        .body()));
            }
        }
        return traces;
    }
}
