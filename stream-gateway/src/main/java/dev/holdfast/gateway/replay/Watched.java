package dev.holdfast.gateway.replay;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose progress is wanted. */
public sealed interface Watched {

    /** Every conversation of the user. */
    record All() implements Watched {
        @Override
        public boolean has(@Nullable UUID conversationId) {
            return true;
        }

        @Override
        public Watched without(Watched other) {
            return other instanceof All ? NONE : this;
        }

        @Override
        public boolean isEmpty() {
            return false;
        }
    }

    /** These. Ids of others' conversations do no harm: nobody's records but the user's are read. */
    record Only(Set<UUID> conversations) implements Watched {
        public Only {
            conversations = Set.copyOf(conversations);
        }

        @Override
        public boolean has(@Nullable UUID conversationId) {
            return conversationId != null && conversations.contains(conversationId);
        }

        @Override
        public Watched without(Watched other) {
            Set<UUID> rest = new HashSet<>(conversations);
            rest.removeIf(other::has);
            return new Only(rest);
        }

        @Override
        public boolean isEmpty() {
            return conversations.isEmpty();
        }
    }

    Watched ALL = new All();
    Watched NONE = new Only(Set.of());

    boolean has(@Nullable UUID conversationId);

    /** What is in this and not in the other. */
    Watched without(Watched other);

    boolean isEmpty();
}
