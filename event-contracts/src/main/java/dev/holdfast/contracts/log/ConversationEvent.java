package dev.holdfast.contracts.log;

import java.time.Instant;
import java.util.UUID;

/** Something happened to a conversation as a whole; the view is how it stands afterwards. */
public sealed interface ConversationEvent extends LogEvent {

    @Override
    UUID conversationId();

    ConversationView conversation();

    /** It is new. */
    record Created(UUID conversationId, Instant at, ConversationView conversation)
            implements ConversationEvent {
        public static final String TYPE = "conversation.created";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** Its title, pin, model or time has changed. */
    record Updated(UUID conversationId, Instant at, ConversationView conversation)
            implements ConversationEvent {
        public static final String TYPE = "conversation.updated";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /** It is gone, with its messages. */
    record Deleted(UUID conversationId, Instant at, ConversationView conversation)
            implements ConversationEvent {
        public static final String TYPE = "conversation.deleted";

        @Override
        public String type() {
            return TYPE;
        }
    }
}
