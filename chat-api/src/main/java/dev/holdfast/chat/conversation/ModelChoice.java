package dev.holdfast.chat.conversation;

import dev.holdfast.chat.problem.Field;
import dev.holdfast.contracts.log.ModelRef;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A model as a request names it. Not the contract's {@link ModelRef}: that is read tolerantly, and
 * a request is not.
 */
@Schema(
        description = "A model by its provider and the provider's own name of it.",
        examples = "{\"provider\": \"openai\", \"name\": \"gpt-5-mini\"}")
public record ModelChoice(@Nullable String provider, @Nullable String name) {

    /** UTF-16 code units; longer than any name in use. */
    private static final int LONGEST = 200;

    public ModelRef checked() {
        return new ModelRef(
                new Field("model.provider", provider).line(LONGEST),
                new Field("model.name", name).line(LONGEST));
    }
}
