package dev.holdfast.worker.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.worker.work.Delivery;
import dev.holdfast.worker.work.Kind;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the queue: the type names the kind of work, and the kind's body says what it
 * needs. Tolerant of what it does not know, strict on that.
 */
@ApplicationScoped
class RequestReader {
    private final ObjectMapper json;
    private final Map<String, Kind<?>> kinds;

    /**
     * @throws IllegalStateException if two kinds share a type
     */
    RequestReader(ObjectMapper json, @All List<Kind<?>> kinds) {
        this.json = RequiredFields.enforcedBy(json);
        this.kinds = kinds.stream().collect(Collectors.toMap(Kind::type, Function.identity()));
    }

    /** The rest of the record is passed over. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Typed(@JsonProperty(required = true) String type) {}

    ReadRequest read(ConsumerRecord<byte @Nullable [], byte @Nullable []> queued) {
        byte[] value = queued.value();
        if (value == null || value.length == 0) {
            return new ReadRequest.Unreadable("the record is empty");
        }
        try {
            Typed typed = json.readValue(value, Typed.class);
            if (typed == null) {
                return new ReadRequest.Unreadable("the record is not a request");
            }
            Kind<?> kind = kinds.get(typed.type());
            return kind == null ? new ReadRequest.Unknown() : work(kind, value, queued);
        } catch (MismatchedInputException unfit) {
            return new ReadRequest.Unreadable("the record lacks " + field(unfit));
        } catch (JsonProcessingException notJson) {
            JsonLocation where = notJson.getLocation();
            return new ReadRequest.Unreadable(
                    "the record is not a request, see byte "
                            + (where == null ? "?" : where.getByteOffset()));
        } catch (IOException e) {
            return new ReadRequest.Unreadable("the record cannot be read");
        }
    }

    private <R> ReadRequest work(
            Kind<R> kind, byte[] value, ConsumerRecord<byte @Nullable [], byte @Nullable []> queued)
            throws IOException {
        return new ReadRequest.Work<>(
                kind,
                json.readValue(value, kind.body()),
                new Delivery(traceparent(queued), mayRepeat(queued)));
    }

    /** Names of ours alone: a field that is not known is passed over before it could be named. */
    private static String field(MismatchedInputException unfit) {
        String path =
                unfit.getPath().stream()
                        .map(Reference::getFieldName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("."));
        return path.isEmpty() ? "everything" : path;
    }

    /** Its writer says so, or another worker had it. */
    private static boolean mayRepeat(ConsumerRecord<byte @Nullable [], byte @Nullable []> queued) {
        return queued.headers().lastHeader(Headers.MAY_REPEAT) != null
                || queued.deliveryCount().orElse((short) 1) > 1;
    }

    private static @Nullable String traceparent(
            ConsumerRecord<byte @Nullable [], byte @Nullable []> queued) {
        Header header = queued.headers().lastHeader(Headers.TRACEPARENT);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
