package dev.holdfast.gateway.ingest;

import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.gateway.replay.LogJson;
import dev.holdfast.gateway.replay.LogRecord;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * From a record's bytes to what clients may receive. Only events of a generation are read as a
 * whole, since they are folded here; any other is passed on as it lies in the log, whatever its
 * type and whatever it says. What cannot be read is logged, counted and left out. Left out is also
 * what one service says to another, which its writer says in a header.
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
        if (isForServices(kafkaRecord)) {
            return Optional.empty();
        }
        // What is put into frames must be UTF-8; Jackson would also read UTF-16.
        if (value.length < 2 || value[0] != '{' || value[1] == 0) {
            return unreadable(kafkaRecord, "no JSON object");
        }
        try {
            LogJson.Head head = LogJson.head(value);
            if (!head.isEvent()) {
                return unreadable(kafkaRecord, "no type");
            }
            GenerationEvent generation = head.isOfGeneration() ? generation(value) : null;
            if (generation != null && !isWhole(generation)) {
                return unreadable(kafkaRecord, "a required field is missing");
            }
            return Optional.of(
                    new LogRecord(
                            kafkaRecord.offset(),
                            kafkaRecord.timestamp(),
                            new String(key, StandardCharsets.UTF_8),
                            head.conversationId(),
                            head.sequence(),
                            generation,
                            value));
        } catch (IOException notAnEvent) {
            return unreadable(kafkaRecord, notAnEvent.getClass().getSimpleName());
        }
    }

    private static boolean isForServices(ConsumerRecord<byte[], byte[]> kafkaRecord) {
        Header audience = kafkaRecord.headers().lastHeader(Headers.AUDIENCE);
        return audience != null
                && Headers.AUDIENCE_SERVICES.equals(
                        new String(audience.value(), StandardCharsets.UTF_8));
    }

    /** Null where it is of a type that is not known here. */
    private static @Nullable GenerationEvent generation(byte[] value) throws IOException {
        LogEvent event = LogJson.read(value);
        return event instanceof GenerationEvent generation ? generation : null;
    }

    /** Jackson leaves null where a record's field is absent. */
    @SuppressWarnings("ConstantValue")
    private static boolean isWhole(GenerationEvent event) {
        return event.conversationId() != null && event.generationId() != null;
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
