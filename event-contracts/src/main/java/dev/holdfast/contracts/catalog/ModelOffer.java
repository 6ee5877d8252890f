package dev.holdfast.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model of a provider.
 *
 * @param name the provider's own name of it
 * @param title as a person reads it
 * @param capabilities such as {@code reasoning}, {@code images}; unknown words are ignored
 * @param contextTokens how many tokens it reads and writes in all, where known
 * @param outputTokens how many tokens it writes at most, where known
 * @param options the fields of {@link dev.holdfast.contracts.request.GenerationOptions} that it
 *     takes; absent where that is not known, and then all are let through
 * @param price where known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelOffer(
        String name,
        String title,
        List<String> capabilities,
        @Nullable Integer contextTokens,
        @Nullable Integer outputTokens,
        @Nullable List<String> options,
        @Nullable TokenPrice price) {

    public ModelOffer {
        capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
        options = options == null ? null : List.copyOf(options);
    }

    /** One of which no more is known. */
    public ModelOffer(
            String name, String title, List<String> capabilities, @Nullable Integer contextTokens) {
        this(name, title, capabilities, contextTokens, null, null, null);
    }

    /** Whether it takes this field of the options, as far as is known. */
    public boolean takes(String option) {
        return options == null || options.contains(option);
    }
}
