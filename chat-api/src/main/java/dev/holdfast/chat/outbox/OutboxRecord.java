package dev.holdfast.chat.outbox;

import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.EndpointChecked;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.KeyChecked;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.MessageAppended;
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
 * @param numbered whether its event gets a sequence when it is stored
 * @param generationId the generation whose place in the queue is noted once it is sent; null except
 *     on requests for a generation
 * @param traceparent W3C trace context of the call that caused it
 */
public record OutboxRecord(
        Topic topic,
        String key,
        String type,
        Object body,
        boolean numbered,
        @Nullable UUID generationId,
        @Nullable String traceparent) {

    public static OutboxRecord event(String owner, LogEvent event) {
        return new OutboxRecord(
                Topic.CONVERSATION_EVENTS,
                owner,
                event.type(),
                event,
                isNumbered(event),
                null,
                null);
    }

    /** What no other rule tells readers to drop when they meet it again. */
    private static boolean isNumbered(LogEvent event) {
        return switch (event) {
            case ConversationEvent _, MessageAppended _, GenerationEvent.Queued _ -> true;
            case GenerationEvent.OfRun _ -> false;
            case ConversationTitled _, KeyChecked _, EndpointChecked _, LogEvent.Unrecognised _ ->
                    throw new IllegalArgumentException("not chat-api's to write: " + event.type());
        };
    }

    public static OutboxRecord request(GenerationRequested request) {
        return new OutboxRecord(
                Topic.GENERATION_REQUESTS,
                request.generationId().toString(),
                GenerationRequested.TYPE,
                request,
                false,
                request.generationId(),
                null);
    }

    public static OutboxRecord keyCheck(KeyCheckRequested request) {
        return new OutboxRecord(
                Topic.GENERATION_REQUESTS,
                request.owner(),
                KeyCheckRequested.TYPE,
                request,
                false,
                null,
                null);
    }

    public static OutboxRecord endpointCheck(EndpointCheckRequested request) {
        return new OutboxRecord(
                Topic.GENERATION_REQUESTS,
                request.owner(),
                EndpointCheckRequested.TYPE,
                request,
                false,
                null,
                null);
    }

    public static OutboxRecord title(TitleRequested request) {
        return new OutboxRecord(
                Topic.GENERATION_REQUESTS,
                request.conversationId().toString(),
                TitleRequested.TYPE,
                request,
                false,
                null,
                null);
    }

    public static OutboxRecord control(ControlNotice notice) {
        return new OutboxRecord(
                Topic.GENERATION_CONTROL,
                notice.generationId().toString(),
                typeOf(notice),
                notice,
                false,
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
        return new OutboxRecord(topic, key, type, body, numbered, generationId, trace);
    }
}
