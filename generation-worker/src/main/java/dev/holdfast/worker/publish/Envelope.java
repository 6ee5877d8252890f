package dev.holdfast.worker.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.contracts.wire.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts what is said into records: CloudEvents, Kafka binary mode. Safe for any thread. */
@ApplicationScoped
public class Envelope {
    private final ObjectMapper json;
    private final WorkerId worker;

    public Envelope(ObjectMapper json, WorkerId worker) {
        this.json = json;
        this.worker = worker;
    }

    /** An event of the log. */
    public OutgoingRecord of(String userId, LogEvent event, @Nullable String traceparent) {
        Map<String, String> headers = headers(event.type(), event.at(), traceparent);
        if (event.betweenServices()) {
            headers.put(Headers.AUDIENCE, Headers.AUDIENCE_SERVICES);
        }
        return new OutgoingRecord(Topic.CONVERSATION_EVENTS, userId, write(event), headers);
    }

    /** A word to the catalogue. */
    public OutgoingRecord of(ProviderAdvertised offer) {
        return new OutgoingRecord(
                Topic.MODEL_CATALOG,
                offer.provider(),
                write(offer),
                headers(ProviderAdvertised.TYPE, offer.at(), null));
    }

    private Map<String, String> headers(String type, Instant at, @Nullable String traceparent) {
        Map<String, String> headers = new HashMap<>();
        headers.put(Headers.SPEC_VERSION, Headers.SPEC_VERSION_VALUE);
        headers.put(Headers.ID, UUID.randomUUID().toString());
        headers.put(Headers.SOURCE, "/generation-worker/" + worker.value());
        headers.put(Headers.TYPE, type);
        headers.put(Headers.TIME, at.toString());
        headers.put(Headers.CONTENT_TYPE, Headers.CONTENT_TYPE_VALUE);
        if (traceparent != null) {
            headers.put(Headers.TRACEPARENT, traceparent);
        }
        return headers;
    }

    private byte[] write(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
