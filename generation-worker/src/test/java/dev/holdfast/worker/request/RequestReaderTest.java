package dev.holdfast.worker.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.request.EndpointCheckRequested;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.KeyCheckRequested;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.worker.work.Delivery;
import dev.holdfast.worker.work.Kind;
import dev.holdfast.worker.work.Taken;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final String WHOLE =
            """
            {"type":"generation.requested","generationId":"00000000-0000-7000-8000-000000000001",
            "conversationId":"00000000-0000-7000-8000-000000000002",
            "messageId":"00000000-0000-7000-8000-000000000003","owner":"alice","attempt":1,
            "model":{"provider":"demo","name":"m"},"messages":[{"role":"user","content":{"parts":[{"type":"text","text":"Hi"}]}}],
            "requestedAt":"2026-11-22T10:00:00Z","later":{"field":true}}\
            """;

    private final RequestReader reader =
            new RequestReader(
                    JSON,
                    List.of(
                            new Played<>(GenerationRequested.TYPE, GenerationRequested.class),
                            new Played<>(KeyCheckRequested.TYPE, KeyCheckRequested.class),
                            new Played<>(
                                    EndpointCheckRequested.TYPE, EndpointCheckRequested.class)));

    @Test
    void readsWhatItKnowsAndIgnoresTheRest() {
        // given
        ConsumerRecord<byte @Nullable [], byte @Nullable []> queued = queued(WHOLE);
        queued.headers().add(Headers.TRACEPARENT, "00-t".getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(reader.read(queued))
                .isInstanceOfSatisfying(
                        ReadRequest.Work.class,
                        read -> {
                            GenerationRequested request = (GenerationRequested) read.request();
                            assertThat(request.owner()).isEqualTo("alice");
                            assertThat(request.soFar()).isEqualTo(Content.EMPTY);
                            assertThat(read.delivery().traceparent()).isEqualTo("00-t");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generationId",
                "conversationId",
                "messageId",
                "owner",
                "attempt",
                "model",
                "messages"
            })
    void refusesARequestThatLacksWhatARunNeeds(String field) {
        // given
        String lacking = WHOLE.replace("\"" + field + "\"", "\"x\"");

        // then
        assertThat(reader.read(queued(lacking)))
                .isEqualTo(new ReadRequest.Unreadable("the record lacks " + field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "{\"generationId\":\"no id\"}", "\u0000"})
    void refusesWhatIsNoRequest(String value) {
        assertThat(reader.read(queued(value))).isInstanceOf(ReadRequest.Unreadable.class);
    }

    @Test
    void readsATryOfAKey() {
        assertThat(
                        reader.read(
                                queued(
                                        """
                                        {"type":"key.check-requested","owner":"alice","sealedKey":
                                        {"provider":"openai","version":3,"ciphertext":"AQ=="},
                                        "requestedAt":"2026-11-22T10:00:00Z","later":1}\
                                        """)))
                .isInstanceOfSatisfying(
                        ReadRequest.Work.class,
                        read -> {
                            KeyCheckRequested request = (KeyCheckRequested) read.request();
                            assertThat(request.owner()).isEqualTo("alice");
                            assertThat(request.sealedKey().version()).isEqualTo(3);
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"key.check-requested\"}",
                "{\"type\":\"key.check-requested\",\"owner\":\"alice\"}",
                "{\"type\":\"key.check-requested\",\"owner\":\"alice\",\"sealedKey\":{}}"
            })
    void refusesATryThatLacksTheKeyOrItsUser(String value) {
        assertThat(reader.read(queued(value))).isInstanceOf(ReadRequest.Unreadable.class);
    }

    private static final String ENDPOINT =
            "{\"provider\":\"custom:home\",\"title\":\"Home\",\"baseUrl\":\"https://m.example.org\"}";

    @Test
    void readsATryOfAnEndpoint() {
        assertThat(
                        reader.read(
                                queued(
                                        """
                                        {"type":"endpoint.check-requested","owner":"alice",
                                        "endpoint":%s,"version":4,
                                        "requestedAt":"2026-11-22T10:00:00Z","later":1}\
                                        """
                                                .formatted(ENDPOINT))))
                .isInstanceOfSatisfying(
                        ReadRequest.Work.class,
                        read -> {
                            EndpointCheckRequested request =
                                    (EndpointCheckRequested) read.request();
                            assertThat(request.endpoint().provider()).isEqualTo("custom:home");
                            assertThat(request.models()).isEmpty();
                            assertThat(request.sealedKey()).isNull();
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"endpoint.check-requested\",\"owner\":\"alice\"}",
                "{\"type\":\"endpoint.check-requested\",\"endpoint\":" + ENDPOINT + "}",
                "{\"type\":\"endpoint.check-requested\",\"owner\":\"alice\",\"endpoint\":"
                    + "{\"provider\":\"openai\",\"title\":\"\",\"baseUrl\":\"https://m.example.org\"}}",
                "{\"type\":\"endpoint.check-requested\",\"owner\":\"alice\",\"endpoint\":"
                        + ENDPOINT
                        + ",\"sealedKey\":{}}"
            })
    void refusesATryThatLacksTheEndpointOrItsUser(String value) {
        assertThat(reader.read(queued(value))).isInstanceOf(ReadRequest.Unreadable.class);
    }

    @Test
    void knowsAFirstRequestFromOneThatMayHaveComeBefore() {
        // given
        ConsumerRecord<byte @Nullable [], byte @Nullable []> marked = queued(WHOLE);
        marked.headers().add(Headers.MAY_REPEAT, "true".getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(mayRepeat(queued(WHOLE))).isFalse();
        assertThat(mayRepeat(marked)).isTrue();
        assertThat(mayRepeat(delivered(1))).isFalse();
        assertThat(mayRepeat(delivered(2))).isTrue();
    }

    @Test
    void refusesAPositionWithoutItsLog() {
        assertThat(
                        reader.read(
                                queued(
                                        WHOLE.replace(
                                                "\"attempt\"",
                                                "\"known\":{\"logPosition\":{\"offset\":3}},"
                                                        + "\"attempt\""))))
                .isInstanceOf(ReadRequest.Unreadable.class);
    }

    private boolean mayRepeat(ConsumerRecord<byte @Nullable [], byte @Nullable []> queued) {
        return ((ReadRequest.Work<?>) reader.read(queued)).delivery().mayRepeat();
    }

    private static ConsumerRecord<byte @Nullable [], byte @Nullable []> delivered(int times) {
        byte[] value = WHOLE.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                "generation-requests",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                new RecordHeaders(),
                Optional.empty(),
                Optional.of((short) times));
    }

    @Test
    void knowsThatWorkOfALaterVersionIsNotUnreadable() {
        assertThat(reader.read(queued("{\"type\":\"generation.dreamt\",\"of\":[{}]}")))
                .isEqualTo(new ReadRequest.Unknown());
    }

    @Test
    void refusesWhatDoesNotSayOfWhatKindItIs() {
        assertThat(reader.read(queued(WHOLE.replace("\"type\":\"generation.requested\",", ""))))
                .isEqualTo(new ReadRequest.Unreadable("the record lacks type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"owner\":\"alice\" | \"owner\":null | owner",
                "\"owner\":\"alice\" | \"owner\":\"\" |",
                "\"attempt\":1 | \"attempt\":0 |",
                "\"provider\":\"demo\" | \"provider\":null | model.provider",
                "\"content\":{\"parts\":[{\"type\":\"text\",\"text\":\"Hi\"}]} | \"content\":null"
                        + " | messages.content",
                "[{\"role\":\"user\",\"content\":{\"parts\":[{\"type\":\"text\",\"text\":\"Hi\"}]}}]"
                    + " | [] |"
            })
    void refusesWhatIsThereButSaysNothing(String whole, String without, String field) {
        assertThat(reader.read(queued(WHOLE.replace(whole, without))))
                .isInstanceOfSatisfying(
                        ReadRequest.Unreadable.class,
                        unreadable -> {
                            if (field != null) {
                                assertThat(unreadable.why()).isEqualTo("the record lacks " + field);
                            }
                        });
    }

    @Test
    void refusesTwoKindsOfOneType() {
        Played<KeyCheckRequested> kind =
                new Played<>(KeyCheckRequested.TYPE, KeyCheckRequested.class);
        assertThatThrownBy(() -> new RequestReader(JSON, List.of(kind, kind)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void quotesNothingOfWhatItCannotRead() {
        assertThat(reader.read(queued("{\"owner\": secret}")).toString()).doesNotContain("secret");
    }

    private static ConsumerRecord<byte @Nullable [], byte @Nullable []> queued(String value) {
        return new ConsumerRecord<>(
                "generation-requests", 0, 0, null, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A kind that the reader is to know by nothing but this. */
    private record Played<R>(String type, Class<R> body) implements Kind<R> {
        @Override
        public Taken begin(R request, Delivery delivery) {
            return Taken.AT_ONCE;
        }
    }
}
