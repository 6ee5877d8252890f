package dev.holdfast.chat.message;

import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.request.GenerationOptions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a user wants to say, checked as far as it can be without looking anything up. */
record Draft(
        UUID id,
        @Nullable UUID parentId,
        String text,
        @Nullable ModelRef model,
        GenerationOptions options) {}
