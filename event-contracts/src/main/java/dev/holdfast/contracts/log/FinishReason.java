package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** Why the provider ended the answer. */
public enum FinishReason {
    /** It was done. */
    STOP("stop"),
    /** The answer's maximum length, the user's or the model's. */
    LENGTH("length"),
    CONTENT_FILTER("content_filter"),
    /** Any word of the provider's that has no place above. */
    OTHER("other");

    private final String word;

    FinishReason(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    @JsonCreator
    public static FinishReason ofWord(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word.equals(word))
                .findFirst()
                .orElse(OTHER);
    }
}
