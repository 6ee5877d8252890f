package dev.holdfast.chat.message;

import dev.holdfast.chat.generation.Generation;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.Role;
import java.util.Objects;
import java.util.UUID;

/** Tells a request that was sent again from another one under the same id. */
final class Repeat {
    private Repeat() {}

    /**
     * A model and options that the request leaves open fit any: the conversation's own may have
     * changed since.
     */
    static boolean isOf(UUID conversationId, Message present, Generation generation, Draft draft) {
        return present.isIn(conversationId)
                && present.role() == Role.USER
                && Objects.equals(present.parentId(), draft.parentId())
                && Content.ofText(draft.text()).equals(present.content())
                && (draft.model() == null || draft.model().equals(generation.model()))
                && (!draft.namesOptions() || generation.options().equals(draft.options()));
    }
}
