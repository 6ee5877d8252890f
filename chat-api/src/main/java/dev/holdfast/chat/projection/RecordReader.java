package dev.holdfast.chat.projection;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.EndpointChecked;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.KeyChecked;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.MessageAppended;
import dev.holdfast.contracts.log.TitledBy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * From bytes to events. What cannot be read is logged, counted and left out: a record that nobody
 * understands must not keep the others waiting.
 */
@ApplicationScoped
class RecordReader {
    private static final Logger LOG = Logger.getLogger(RecordReader.class);

    private final ObjectMapper json;
    private final ProjectionMeters meters;

    RecordReader(ObjectMapper json, ProjectionMeters meters) {
        this.json = json;
        this.meters = meters;
    }

    /**
     * @return nothing if the record is none of the projection's business or cannot be read
     */
    Optional<LogRecord> read(ConsumerRecord<String, byte[]> raw) {
        try {
            LogEvent event = json.readValue(required(raw.value(), "value"), LogEvent.class);
            return switch (event) {
                case GenerationEvent generation -> Optional.of(checked(raw, generation));
                case KeyChecked key -> Optional.of(checked(raw, key));
                case EndpointChecked endpoint -> Optional.of(checked(raw, endpoint));
                case ConversationTitled titled -> Optional.of(checked(raw, titled));
                // Of chat-api's own making, and stored before it was written; or of a later
                // version.
                case ConversationEvent _, MessageAppended _, LogEvent.Unrecognised _ ->
                        Optional.empty();
            };
        } catch (IOException | RuntimeException unreadable) {
            meters.unreadable();
            // The class alone: a parser's message quotes the record, and that is someone's text.
            LOG.warnf(
                    "record skipped, it cannot be read partition=%d offset=%d cause=%s",
                    raw.partition(), raw.offset(), unreadable.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static LogRecord checked(ConsumerRecord<String, byte[]> raw, GenerationEvent event) {
        required(event.generationId(), "generationId");
        switch (event) {
            case GenerationEvent.Queued _ -> {}
            case GenerationEvent.Started started -> {
                checkAttempt(started);
                required(started.worker(), "worker");
                check(isPlace(started.keeps()), "keeps");
            }
            case GenerationEvent.Alive alive -> {
                checkAttempt(alive);
                check(alive.beat() == null || alive.beat() >= 1, "beat");
            }
            case GenerationEvent.Released released -> checkAttempt(released);
            case GenerationEvent.Progressed progressed -> {
                checkAttempt(progressed);
                check(
                        progressed.pieces().stream()
                                .allMatch(piece -> piece.part() >= 0 && piece.from() >= 0),
                        "pieces");
            }
            case GenerationEvent.Ended ended -> {
                checkAttempt(ended);
                boolean failed = required(ended.end(), "end") == GenerationEvent.End.FAILED;
                check(failed == (ended.problem() != null), "problem");
            }
        }
        return logRecord(raw, event);
    }

    private static LogRecord checked(ConsumerRecord<String, byte[]> raw, KeyChecked event) {
        required(event.provider(), "provider");
        required(event.outcome(), "outcome");
        return logRecord(raw, event);
    }

    private static LogRecord checked(ConsumerRecord<String, byte[]> raw, EndpointChecked event) {
        check(UserEndpoint.isNamedBy(required(event.provider(), "provider")), "provider");
        required(event.outcome(), "outcome");
        check(event.models().stream().allMatch(each -> each.name() != null), "models");
        return logRecord(raw, event);
    }

    private static LogRecord checked(ConsumerRecord<String, byte[]> raw, ConversationTitled event) {
        required(event.conversationId(), "conversationId");
        check(!required(event.title(), "title").isBlank(), "title");
        check(required(event.titledBy(), "titledBy") != TitledBy.USER, "titledBy");
        return logRecord(raw, event);
    }

    private static LogRecord logRecord(ConsumerRecord<String, byte[]> raw, LogEvent event) {
        return new LogRecord(raw.partition(), raw.offset(), required(raw.key(), "key"), event);
    }

    /** Nothing has no length. */
    private static boolean isPlace(Mark mark) {
        return mark.parts() >= 0 && mark.length() >= 0 && (mark.parts() > 0 || mark.length() == 0);
    }

    private static void checkAttempt(GenerationEvent.OfRun event) {
        check(event.attempt() >= 1, "attempt");
    }

    private static void check(boolean holds, String field) {
        if (!holds) {
            throw new IllegalArgumentException(field);
        }
    }

    private static <T> T required(T value, String field) {
        return Objects.requireNonNull(value, field);
    }
}
