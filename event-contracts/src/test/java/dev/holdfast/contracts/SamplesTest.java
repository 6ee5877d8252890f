package dev.holdfast.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.request.EndpointCheckRequested;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.KeyCheckRequested;
import dev.holdfast.contracts.request.TitleRequested;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {

    static List<Path> samples() {
        return Conformance.files("samples");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsAndWritesASampleWithoutChange(Path file) throws Exception {
        // given
        JsonNode sample = Conformance.read(file);

        // when
        Object read = Conformance.JSON.treeToValue(sample, recordOf(sample));

        // then
        JsonNode written = Conformance.JSON.readTree(Conformance.JSON.writeValueAsString(read));
        assertThat(written).isEqualTo(sample);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void ignoresFieldsOfALaterVersion(Path file) throws Exception {
        // given
        ObjectNode sample = (ObjectNode) Conformance.read(file);
        Object known = Conformance.JSON.treeToValue(sample, recordOf(sample));

        // when
        sample.put("fieldOfALaterVersion", 1);
        sample.findParents("id").forEach(inner -> ((ObjectNode) inner).put("alsoNew", "x"));
        Object read = Conformance.JSON.treeToValue(sample, recordOf(sample));

        // then
        assertThat(read).isEqualTo(known);
    }

    @Test
    void hasASampleOfEveryRecordType() {
        // given
        Set<String> sampled =
                samples().stream()
                        .map(file -> Conformance.read(file).get("type").asText())
                        .collect(Collectors.toSet());

        // then
        assertThat(sampled)
                .containsAll(typesOf(LogEvent.class))
                .containsAll(typesOf(ControlNotice.class))
                .contains(
                        GenerationRequested.TYPE,
                        KeyCheckRequested.TYPE,
                        EndpointCheckRequested.TYPE,
                        TitleRequested.TYPE,
                        ProviderAdvertised.TYPE);
    }

    @Test
    void readsAnEventOfALaterVersionAsUnrecognised() throws Exception {
        // given
        UUID conversation = UUID.randomUUID();
        String later =
                "{\"type\":\"message.pinned\",\"conversationId\":\"%s\",\"at\":\"2026-11-01T12:00:00Z\",\"x\":[1],\"sequence\":7}"
                        .formatted(conversation);

        // when
        LogEvent read = Conformance.JSON.readValue(later, LogEvent.class);

        // then
        assertThat(read)
                .isEqualTo(
                        new LogEvent.Unrecognised(
                                conversation, Instant.parse("2026-11-01T12:00:00Z"), 7L));
    }

    private static Class<?> recordOf(JsonNode sample) {
        String type = sample.get("type").asText();
        return switch (type) {
            case GenerationRequested.TYPE -> GenerationRequested.class;
            case TitleRequested.TYPE -> TitleRequested.class;
            case KeyCheckRequested.TYPE -> KeyCheckRequested.class;
            case EndpointCheckRequested.TYPE -> EndpointCheckRequested.class;
            case ProviderAdvertised.TYPE -> ProviderAdvertised.class;
            case ControlNotice.StopRequested.TYPE, ControlNotice.RunSuperseded.TYPE ->
                    ControlNotice.class;
            default -> LogEvent.class;
        };
    }

    private static List<String> typesOf(Class<?> sealedType) {
        return Stream.of(sealedType.getAnnotation(JsonSubTypes.class))
                .flatMap(types -> Arrays.stream(types.value()))
                .map(JsonSubTypes.Type::name)
                .toList();
    }
}
