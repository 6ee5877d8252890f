package dev.holdfast.chat.outbox;

import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.request.EndpointCheckRequested;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.KeyCheckRequested;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.contracts.wire.Topic;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One record to be sent.
 *
 * @param type the word for the {@code ce_type} header; the body says the same
 * @param body as the contract defines it
 * @param generationId the generation whose place in the queue is noted once it is sent; null except
 *     on requests for a generation
 * @param traceparent W3C trace context of the call that caused it
 */
public record OutboxRecord(
        Topic topic,
        String key,
        String type,
        Object body,
        @Nullable UUID generationId,
        @Nullable String traceparent) {

    public static OutboxRecord event(String owner, LogEvent event) {
        return new OutboxRecord(Topic.CONVERSATION_EVENTS, owner, event.type(), event, null, null);
    }

    public static OutboxRecord request(GenerationRequested request) {
        return new OutboxRecord(
                Topic.GENERATION_REQUESTS,
                request.generationId().toString(),
                GenerationRequested.TYPE,
                request,
                request.generationId(),
                null);
    }

    public static OutboxRecord keyCheck(KeyCheckRequested request) {
        return new OutboxRecord(
                Topic.GENERATION_REQUESTS,
                request.userId(),
                KeyCheckRequested.TYPE,
                request,
                null,
                null);
    }

    public static OutboxRecord endpointCheck(EndpointCheckRequested request) {
        return new OutboxRecord(
                Topic.GENERATION_REQUESTS,
                request.userId(),
                EndpointCheckRequested.TYPE,
                request,
                null,
                null);
    }

    public static OutboxRecord title(TitleRequested request) {
        return new OutboxRecord(
                Topic.GENERATION_REQUESTS,
                request.conversationId().toString(),
                TitleRequested.TYPE,
                request,
                null,
                null);
    }

    public static OutboxRecord control(ControlNotice notice) {
        return new OutboxRecord(
                Topic.GENERATION_CONTROL,
                notice.generationId().toString(),
                typeOf(notice),
                notice,
                null,
                null);
    }

    private static String typeOf(ControlNotice notice) {
        return switch (notice) {
            case ControlNotice.StopRequested _ -> ControlNotice.StopRequested.TYPE;
            case ControlNotice.RunSuperseded _ -> ControlNotice.RunSuperseded.TYPE;
            case ControlNotice.Unrecognised _ ->
                    throw new IllegalArgumentException("only read, never written");
        };
    }

    public OutboxRecord tracedBy(@Nullable String trace) {
        return new OutboxRecord(topic, key, type, body, generationId, trace);
    }
}
