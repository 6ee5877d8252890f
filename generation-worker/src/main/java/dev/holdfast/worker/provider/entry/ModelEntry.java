package dev.holdfast.worker.provider.entry;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.TokenPrice;
import dev.holdfast.contracts.request.GenerationOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model; all but its name may be left out of the file.
 *
 * @param name the provider's own name of it
 * @param outputTokens how many tokens it writes at most; sent where the vendor demands a limit
 * @param capabilities as the catalogue has them
 * @param options the fields of {@link GenerationOptions} that it takes; absent where all are to be
 *     let through
 * @param reasoning how it is told how hard to think
 * @param continues how it goes on from a beginning
 */
public record ModelEntry(
        String name,
        @Nullable String title,
        @Nullable Integer contextTokens,
        @Nullable Integer outputTokens,
        List<String> capabilities,
        @Nullable List<String> options,
        Reasoning reasoning,
        Continuation continues,
        @Nullable TokenPrice price) {

    public ModelEntry {
        capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
        options = options == null ? null : List.copyOf(options);
        reasoning = reasoning == null ? Reasoning.NONE : reasoning;
        continues = continues == null ? Continuation.INSTRUCTION : continues;
    }

    /** What is true of a model that no list names. */
    static ModelEntry unknown() {
        return new ModelEntry(
                "",
                null,
                null,
                null,
                List.of(),
                null,
                Reasoning.NONE,
                Continuation.INSTRUCTION,
                null);
    }

    /** The same traits for a model of that name. */
    ModelEntry named(String other) {
        return new ModelEntry(
                other,
                null,
                contextTokens,
                outputTokens,
                capabilities,
                options,
                reasoning,
                continues,
                price);
    }

    /** Whether it is handed the beginning of its own answer, and simply writes on. */
    public boolean takesBack(GenerationOptions wanted) {
        return switch (continues) {
            case NONE, INSTRUCTION -> false;
            // With an effort, what it thought would have to stand there too, and that is gone.
            case LAST_MESSAGE, PREFIX_FLAG, CONTINUE_FINAL_MESSAGE ->
                    wanted.reasoningEffort() == null;
        };
    }

    ModelOffer offer() {
        return new ModelOffer(
                name,
                title == null ? name : title,
                capabilities,
                contextTokens,
                outputTokens,
                options,
                price);
    }

    /** A listed model with what the file says of all models that it does not name. */
    ModelOffer offer(ModelOffer listed) {
        return new ModelOffer(
                listed.name(),
                listed.title(),
                capabilities,
                listed.contextTokens() == null ? contextTokens : listed.contextTokens(),
                listed.outputTokens() == null ? outputTokens : listed.outputTokens(),
                options,
                listed.price() == null ? price : listed.price());
    }

    /** The first option that this model does not take. */
    public Optional<String> refused(GenerationOptions asked) {
        return options == null
                ? Optional.empty()
                : asked.named().stream().filter(option -> !options.contains(option)).findFirst();
    }
}
