package dev.holdfast.worker.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.contracts.request.EndpointCheckRequested;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.KeyCheckRequested;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.contracts.wire.Headers;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads records of the queue; tolerant of what it does not know, strict on what a run needs. */
@ApplicationScoped
class RequestReader {
    private final ObjectMapper json;

    RequestReader(ObjectMapper json) {
        this.json = json;
    }

    ReadRequest read(ConsumerRecord<byte @Nullable [], byte @Nullable []> queued) {
        byte[] value = queued.value();
        if (value == null || value.length == 0) {
            return new ReadRequest.Unreadable("the record is empty");
        }
        try {
            Kind kind = json.readValue(value, Kind.class);
            String type = kind == null || kind.type() == null ? "" : kind.type();
            return switch (type) {
                // Without a type: from before there were several kinds.
                case "", GenerationRequested.TYPE -> generation(value, queued);
                case KeyCheckRequested.TYPE -> keyCheck(value, traceparent(queued));
                case EndpointCheckRequested.TYPE -> endpointCheck(value, traceparent(queued));
                case TitleRequested.TYPE -> title(value, queued);
                default -> new ReadRequest.Unknown();
            };
        } catch (JsonProcessingException notJson) {
            JsonLocation where = notJson.getLocation();
            return new ReadRequest.Unreadable(
                    "the record is not a request, see byte "
                            + (where == null ? "?" : where.getByteOffset()));
        } catch (IOException e) {
            return new ReadRequest.Unreadable("the record cannot be read");
        }
    }

    /** What kind of work it is; the rest of the record is passed over. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Kind(@Nullable String type) {}

    private ReadRequest generation(
            byte[] value, ConsumerRecord<byte @Nullable [], byte @Nullable []> queued)
            throws IOException {
        GenerationRequested request = json.readValue(value, GenerationRequested.class);
        String missing = request == null ? "everything" : missing(request);
        return missing == null
                ? new ReadRequest.Understood(request, traceparent(queued), mayRepeat(queued))
                : new ReadRequest.Unreadable("the record lacks " + missing);
    }

    private ReadRequest keyCheck(byte[] value, @Nullable String traceparent) throws IOException {
        KeyCheckRequested request = json.readValue(value, KeyCheckRequested.class);
        if (isNull(request.userId()) || request.userId().isEmpty()) {
            return new ReadRequest.Unreadable("the record lacks userId");
        }
        SealedKey key = request.sealedKey();
        return isNull(key) || isNull(key.provider()) || isNull(key.ciphertext())
                ? new ReadRequest.Unreadable("the record lacks sealedKey")
                : new ReadRequest.KeyCheck(request, traceparent);
    }

    private ReadRequest endpointCheck(byte[] value, @Nullable String traceparent)
            throws IOException {
        EndpointCheckRequested request = json.readValue(value, EndpointCheckRequested.class);
        if (isNull(request.userId()) || request.userId().isEmpty()) {
            return new ReadRequest.Unreadable("the record lacks userId");
        }
        if (isNull(request.endpoint()) || lacksField(request.endpoint())) {
            return new ReadRequest.Unreadable("the record lacks endpoint");
        }
        SealedKey key = request.sealedKey();
        return key != null && (isNull(key.provider()) || isNull(key.ciphertext()))
                ? new ReadRequest.Unreadable("the record lacks sealedKey")
                : new ReadRequest.EndpointCheck(request, traceparent);
    }

    private static boolean lacksField(UserEndpoint endpoint) {
        return isNull(endpoint.provider())
                || !UserEndpoint.isNamedBy(endpoint.provider())
                || isNull(endpoint.title())
                || isNull(endpoint.baseUrl());
    }

    private static boolean lacksField(Position position) {
        return isNull(position) || isNull(position.topicId());
    }

    private ReadRequest title(
            byte[] value, ConsumerRecord<byte @Nullable [], byte @Nullable []> queued)
            throws IOException {
        TitleRequested request = json.readValue(value, TitleRequested.class);
        if (isNull(request.conversationId())) {
            return new ReadRequest.Unreadable("the record lacks conversationId");
        }
        if (isNull(request.userId()) || request.userId().isEmpty()) {
            return new ReadRequest.Unreadable("the record lacks userId");
        }
        Position since = request.logPosition();
        if (since != null && lacksField(since)) {
            return new ReadRequest.Unreadable("the record lacks logPosition");
        }
        return isNull(request.model()) || isNull(request.model().provider())
                ? new ReadRequest.Unreadable("the record lacks model")
                : new ReadRequest.Title(request, traceparent(queued), mayRepeat(queued));
    }

    /** Jackson leaves null what a record does not have, whatever the type says. */
    @SuppressWarnings("DataFlowIssue")
    private static @Nullable String missing(GenerationRequested request) {
        if (isNull(request.generationId())) {
            return "generationId";
        }
        if (isNull(request.conversationId())) {
            return "conversationId";
        }
        if (isNull(request.messageId())) {
            return "messageId";
        }
        if (isNull(request.userId()) || request.userId().isEmpty()) {
            return "userId";
        }
        if (request.attempt() < 1) {
            return "attempt";
        }
        if (isNull(request.model())
                || isNull(request.model().provider())
                || isNull(request.model().name())) {
            return "model";
        }
        if (request.messages().isEmpty()
                || request.messages().stream()
                        .anyMatch(each -> isNull(each.role()) || isNull(each.text()))) {
            return "messages";
        }
        var key = request.sealedKey();
        if (key != null && (isNull(key.provider()) || isNull(key.ciphertext()))) {
            return "sealedKey";
        }
        UserEndpoint endpoint = request.endpoint();
        if (endpoint != null && lacksField(endpoint)) {
            return "endpoint";
        }
        var known = request.known();
        return known != null && lacksField(known.logPosition()) ? "known.logPosition" : null;
    }

    private static boolean isNull(@Nullable Object field) {
        return field == null;
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
