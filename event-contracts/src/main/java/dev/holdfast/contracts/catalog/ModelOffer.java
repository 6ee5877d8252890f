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
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelOffer(
        String name, String title, List<String> capabilities, @Nullable Integer contextTokens) {

    public ModelOffer {
        capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
    }
}
