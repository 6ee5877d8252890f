package dev.holdfast.chat.message;

import dev.holdfast.chat.conversation.Conversation;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.request.GenerationOptions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to say, checked as far as it can be without looking anything up.
 *
 * @param namesOptions whether the request has options, if only empty ones; those of the
 *     conversation are meant otherwise
 */
record Draft(
        UUID id,
        @Nullable UUID parentId,
        String text,
        @Nullable ModelRef model,
        GenerationOptions options,
        boolean namesOptions) {

    Draft orOptionsOf(Conversation conversation) {
        return namesOptions
                ? this
                : new Draft(id, parentId, text, model, conversation.options(), false);
    }
}
