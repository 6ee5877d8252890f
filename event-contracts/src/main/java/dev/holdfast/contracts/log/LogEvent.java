package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One record of the log. The record's key is the id of the user whom it is about. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        property = "type",
        defaultImpl = LogEvent.Unrecognised.class)
@JsonSubTypes({
    @JsonSubTypes.Type(
            value = ConversationEvent.Created.class,
            name = ConversationEvent.Created.TYPE),
    @JsonSubTypes.Type(
            value = ConversationEvent.Updated.class,
            name = ConversationEvent.Updated.TYPE),
    @JsonSubTypes.Type(
            value = ConversationEvent.Deleted.class,
            name = ConversationEvent.Deleted.TYPE),
    @JsonSubTypes.Type(value = ConversationTitled.class, name = ConversationTitled.TYPE),
    @JsonSubTypes.Type(value = MessageAppended.class, name = MessageAppended.TYPE),
    @JsonSubTypes.Type(value = GenerationEvent.Queued.class, name = GenerationEvent.Queued.TYPE),
    @JsonSubTypes.Type(value = GenerationEvent.Started.class, name = GenerationEvent.Started.TYPE),
    @JsonSubTypes.Type(value = GenerationEvent.Alive.class, name = GenerationEvent.Alive.TYPE),
    @JsonSubTypes.Type(
            value = GenerationEvent.Released.class,
            name = GenerationEvent.Released.TYPE),
    @JsonSubTypes.Type(
            value = GenerationEvent.Progressed.class,
            name = GenerationEvent.Progressed.TYPE),
    @JsonSubTypes.Type(value = GenerationEvent.Ended.class, name = GenerationEvent.Ended.TYPE),
    @JsonSubTypes.Type(value = KeyChecked.class, name = KeyChecked.TYPE),
    @JsonSubTypes.Type(value = EndpointChecked.class, name = EndpointChecked.TYPE)
})
public sealed interface LogEvent
        permits ConversationEvent,
                ConversationTitled,
                MessageAppended,
                GenerationEvent,
                KeyChecked,
                EndpointChecked,
                LogEvent.Unrecognised {

    /** Null where the event is about no conversation. */
    @Nullable UUID conversationId();

    /** When it happened, by the clock of the service that wrote it; not used to order anything. */
    Instant at();

    /** The word in the body's {@code type} and in the {@code ce_type} header. */
    String type();

    /**
     * Its number among the events of its user that carry one, rising in the order of the log; by it
     * a reader knows an event that was written twice ({@link
     * dev.holdfast.contracts.fold.Sequence}). Null where another rule says so, and on records of
     * writers that do not know it.
     */
    default @Nullable Long sequence() {
        return null;
    }

    /**
     * Whether one service speaks to another with it. Its record then carries {@link
     * dev.holdfast.contracts.wire.Headers#AUDIENCE}, by which a gateway keeps it from clients
     * without knowing its type.
     */
    default boolean betweenServices() {
        return false;
    }

    /** An event of a later version: readers pass it on or ignore it, and never fail on it. */
    record Unrecognised(@Nullable UUID conversationId, Instant at, @Nullable Long sequence)
            implements LogEvent {
        @Override
        public String type() {
            return "unrecognised";
        }
    }
}
