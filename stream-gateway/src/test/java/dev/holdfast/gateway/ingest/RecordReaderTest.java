package dev.holdfast.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.gateway.TestEvents;
import dev.holdfast.gateway.replay.LogJson;
import dev.holdfast.gateway.replay.LogRecord;
import dev.holdfast.gateway.replay.Tails;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RecordReader reader =
            new RecordReader(new IngestMeters(registry, new Tails(1000, 1000)));

    private Optional<LogRecord> read(@Nullable String key, byte @Nullable [] value) {
        return reader.read(logged(key, value));
    }

    private Optional<LogRecord> read(String value) {
        return read("alice", value.getBytes(StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> logged(
            @Nullable String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "log", 0, 7, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    }

    private void assertUnreadable(String value) {
        double before = registry.counter("holdfast.ingest.unreadable").count();
        assertThat(read(value)).isEmpty();
        assertThat(registry.counter("holdfast.ingest.unreadable").count()).isEqualTo(before + 1);
    }

    @Test
    void keepsTheBytesAsTheyAre() {
        // given
        byte[] value =
                LogJson.write(TestEvents.created(TestEvents.newId()))
                        .getBytes(StandardCharsets.UTF_8);

        // when
        LogRecord logged = read("alice", value).orElseThrow();

        // then
        assertThat(logged.body()).isSameAs(value);
        assertThat(logged.userId()).isEqualTo("alice");
        assertThat(logged.offset()).isEqualTo(7);
    }

    @Test
    void leavesOutWhatWouldBreakAFrame() {
        assertUnreadable("");
        assertUnreadable("{");
        assertUnreadable("no json");
        assertUnreadable("[]");
        assertUnreadable("{\"type\":\"later\"} {}");
        assertUnreadable("{\"no\":\"type\"}");
        assertUnreadable("{\"type\":5}");
        assertThat(read("alice", "{\"type\":\"later\"}".getBytes(StandardCharsets.UTF_16LE)))
                .isEmpty();
    }

    @Test
    void leavesOutAnEventThatSaysNotWhatItIsAbout() {
        assertUnreadable("{\"type\":\"generation.progressed\",\"text\":\"x\"}");
        assertUnreadable(
                "{\"type\":\"generation.progressed\",\"conversationId\":\""
                        + TestEvents.newId()
                        + "\"}");
        assertUnreadable("{\"type\":\"conversation.created\",\"conversationId\":\"x\"}");
        assertThat(read(null, new byte[] {'{', '}'})).isEmpty();
        assertThat(read("alice", null)).isEmpty();
    }

    @Test
    void leavesOutAnEndThatDoesNotSayHow() {
        String end =
                "{\"type\":\"generation.ended\",\"conversationId\":\"%1$s\",\"generationId\":\"%1$s\",\"attempt\":1%2$s}";
        UUID id = TestEvents.newId();

        assertThat(read(end.formatted(id, ",\"end\":\"stopped\""))).isPresent();
        assertUnreadable(end.formatted(id, ""));
        assertUnreadable(end.formatted(id, ",\"end\":\"in-a-later-way\""));
    }

    @Test
    void takesAnEventOfALaterVersion() {
        assertThat(read("{\"type\":\"later\"}")).isPresent();
        assertThat(read("{\"type\":\"generation.rated\",\"stars\":5}").orElseThrow().generation())
                .isNull();
    }

    @Test
    void passesOnWhatItNeedNotUnderstand() {
        assertThat(read("{\"type\":\"key.checked\",\"outcome\":\"expired\"}")).isPresent();
        assertThat(
                        read("{\"type\":\"message.appended\",\"sequence\":4,\"message\":[]}")
                                .orElseThrow()
                                .sequence())
                .isEqualTo(4);
    }

    @Test
    void keepsFromClientsWhatIsForServices() {
        ConsumerRecord<byte[], byte[]> record =
                logged("alice", "{\"type\":\"later\"}".getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add(Headers.AUDIENCE, Headers.AUDIENCE_SERVICES.getBytes(StandardCharsets.UTF_8));

        assertThat(reader.read(record)).isEmpty();
        assertThat(registry.counter("holdfast.ingest.unreadable").count()).isZero();
    }
}
