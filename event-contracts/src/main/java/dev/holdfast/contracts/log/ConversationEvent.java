package dev.holdfast.contracts.log;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something happened to a conversation as a whole; the view is how it stands afterwards. */
public sealed interface ConversationEvent extends LogEvent {

    @Override
    UUID conversationId();

    ConversationView conversation();

    /** It is new. */
    record Created(
            UUID conversationId, Instant at, ConversationView conversation, @Nullable Long sequence)
            implements ConversationEvent {
        public static final String TYPE = "conversation.created";

        /** As its writer makes it, before it has its place in the order. */
        public Created(UUID conversationId, Instant at, ConversationView conversation) {
            this(conversationId, at, conversation, null);
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** Its title, pin, model or time has changed. */
    record Updated(
            UUID conversationId, Instant at, ConversationView conversation, @Nullable Long sequence)
            implements ConversationEvent {
        public static final String TYPE = "conversation.updated";

        /** As its writer makes it, before it has its place in the order. */
        public Updated(UUID conversationId, Instant at, ConversationView conversation) {
            this(conversationId, at, conversation, null);
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** It is gone, with its messages. */
    record Deleted(
            UUID conversationId, Instant at, ConversationView conversation, @Nullable Long sequence)
            implements ConversationEvent {
        public static final String TYPE = "conversation.deleted";

        /** As its writer makes it, before it has its place in the order. */
        public Deleted(UUID conversationId, Instant at, ConversationView conversation) {
            this(conversationId, at, conversation, null);
        }

        @Override
        public String type() {
            return TYPE;
        }
    }
}
