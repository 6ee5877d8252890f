package dev.holdfast.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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
