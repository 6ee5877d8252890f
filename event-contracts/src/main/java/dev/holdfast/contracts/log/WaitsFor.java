package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What a run waits for before the provider says its first word, where a person can be told. */
public enum WaitsFor {
    /** The server is reading the model into memory. */
    MODEL_LOADING("model-loading"),
    /** The provider takes no more calls for the moment, and is called again when it does. */
    RATE_LIMIT("rate-limit"),
    /** Any word of a later version. */
    OTHER("other");

    private final String word;

    WaitsFor(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    @JsonCreator
    public static WaitsFor ofWord(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElse(OTHER);
    }
}
