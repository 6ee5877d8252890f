package dev.holdfast.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.holdfast.contracts.log.GenerationSnapshot;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.wire.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiTest {
    private final JsonNode asyncApi = read();

    static List<Path> samples() {
        return Conformance.files("samples");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void embedsEverySample(Path file) {
        // given
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");

        // when
        Map<String, JsonNode> examples =
                asyncApi.at("/components/messages").properties().stream()
                        .collect(
                                Collectors.toMap(
                                        message -> message.getValue().get("name").asText(),
                                        message -> message.getValue().at("/examples/0/payload")));

        // then
        assertThat(examples).containsEntry(name, Conformance.read(file));
    }

    @Test
    void showsEventsAsTheLogHasThem() throws Exception {
        for (JsonNode event : frame("Events").get("events")) {
            assertThat(readAndWritten(event, LogEvent.class)).isEqualTo(event);
        }
    }

    @Test
    void showsASnapshotAsServicesWriteIt() throws Exception {
        // given
        JsonNode generation = frame("Snapshot").get("generation");

        // then
        assertThat(readAndWritten(generation, GenerationSnapshot.class)).isEqualTo(generation);
    }

    private JsonNode frame(String message) {
        return asyncApi.at("/components/messages/%s/examples/0/payload".formatted(message));
    }

    private static JsonNode readAndWritten(JsonNode json, Class<?> type) throws Exception {
        Object read = Conformance.JSON.treeToValue(json, type);
        return Conformance.JSON.readTree(Conformance.JSON.writeValueAsString(read));
    }

    @Test
    void describesEveryTopic() {
        // when
        Set<String> channels =
                asyncApi.get("channels").properties().stream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());

        // then
        assertThat(channels)
                .containsAll(Arrays.stream(Topic.values()).map(Topic::topicName).toList());
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Conformance.ROOT.resolve("../asyncapi.yaml").toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
