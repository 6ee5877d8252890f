package dev.holdfast.contracts.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a provider takes for a million tokens.
 *
 * @param cachedInput for input that it had in its cache; absent where that costs the same or is not
 *     known
 * @param currency ISO 4217
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenPrice(
        BigDecimal input, BigDecimal output, @Nullable BigDecimal cachedInput, String currency) {}
