package dev.holdfast.chat.conversation;

import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.TitledBy;
import dev.holdfast.contracts.request.GenerationOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a conversation, checked.
 *
 * @param titledBy where a title that is sent comes from: its user, or a client that took the first
 *     words
 */
record ConversationChange(
        FieldChange<String> title,
        TitledBy titledBy,
        FieldChange<Boolean> pinned,
        FieldChange<ModelRef> model,
        FieldChange<GenerationOptions> options) {

    /** First words never replace anything better. */
    boolean mayTitle(@Nullable TitledBy present) {
        return present == null || titledBy.compareTo(present) >= 0;
    }

    @Nullable TitledBy titledByOr(@Nullable TitledBy present) {
        return title instanceof FieldChange.To<String> ? titledBy : present;
    }
}
