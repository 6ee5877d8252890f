package dev.holdfast.gateway.ingest;

import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.EndpointChecked;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.KeyChecked;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.gateway.replay.LogJson;
import dev.holdfast.gateway.replay.LogRecord;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * From a record's bytes to an event. What cannot be read is logged, counted and left out. Left out
 * is also what one service says to another: a title that a worker proposes may come twice, or when
 * its conversation is deleted already, and chat-api says what became of it.
 */
@Singleton
public final class RecordReader {
    private static final Logger LOG = Logger.getLogger(RecordReader.class);

    private final IngestMeters meters;

    public RecordReader(IngestMeters meters) {
        this.meters = meters;
    }

    Optional<LogRecord> read(ConsumerRecord<byte[], byte[]> kafkaRecord) {
        byte @Nullable [] key = kafkaRecord.key();
        byte @Nullable [] value = kafkaRecord.value();
        if (key == null || value == null) {
            return unreadable(kafkaRecord, "no key or no value");
        }
        // What is put into frames must be UTF-8; Jackson would also read UTF-16.
        if (value.length < 2 || value[0] != '{' || value[1] == 0) {
            return unreadable(kafkaRecord, "no JSON object");
        }
        try {
            LogEvent event = LogJson.read(value);
            if (!isWhole(event, value)) {
                return unreadable(kafkaRecord, "a required field is missing");
            }
            if (event instanceof ConversationTitled) {
                return Optional.empty();
            }
            return Optional.of(
                    new LogRecord(
                            kafkaRecord.offset(),
                            kafkaRecord.timestamp(),
                            new String(key, StandardCharsets.UTF_8),
                            event,
                            value));
        } catch (IOException notAnEvent) {
            return unreadable(kafkaRecord, notAnEvent.getClass().getSimpleName());
        }
    }

    /** Jackson leaves null where a record's field is absent. */
    @SuppressWarnings("ConstantValue")
    private static boolean isWhole(LogEvent event, byte[] value) throws IOException {
        if (event instanceof LogEvent.Unrecognised) {
            return LogJson.MAPPER.readTree(value).path("type").isTextual();
        }
        if (event instanceof KeyChecked checked) {
            return checked.provider() != null && checked.outcome() != null;
        }
        if (event instanceof EndpointChecked checked) {
            return checked.provider() != null && checked.outcome() != null;
        }
        return event.conversationId() != null
                && !(event instanceof GenerationEvent ofGeneration
                        && ofGeneration.generationId() == null);
    }

    /** The reason names no content: what a record says is nobody's business but its user's. */
    private Optional<LogRecord> unreadable(
            ConsumerRecord<byte[], byte[]> kafkaRecord, String reason) {
        meters.unreadable();
        LOG.warnf(
                "record left out problem=unreadable-record partition=%d offset=%d reason=%s",
                kafkaRecord.partition(), kafkaRecord.offset(), reason);
        return Optional.empty();
    }
}
