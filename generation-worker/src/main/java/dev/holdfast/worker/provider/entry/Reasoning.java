package dev.holdfast.worker.provider.entry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a model is told how hard to think. */
public enum Reasoning {
    /** It is not told; whether it thinks is its own affair. */
    @JsonProperty("none")
    NONE,
    /** With a word: {@code low}, {@code medium}, {@code high}. */
    @JsonProperty("effort")
    EFFORT,
    /** With a number of tokens. */
    @JsonProperty("budget")
    BUDGET;

    /**
     * Tokens for an effort, for models that want a number. The steps follow what vendors give for
     * their own words: each about four times the one before.
     *
     * @return 0 for "as little as possible"
     */
    public static int budgetOf(String effort) {
        return switch (effort) {
            case "minimal" -> 0;
            case "low" -> 2_048;
            case "high" -> 24_576;
            default -> 8_192;
        };
    }
}
