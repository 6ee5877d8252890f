package dev.holdfast.contracts.content;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far a tool call has come, in this order: a call never goes back, so that a state that is read
 * twice changes nothing.
 */
public enum ToolState {
    /** Its input is still arriving. */
    WRITING("writing"),
    /** A person is to allow it. */
    WAITING("waiting"),
    RUNNING("running"),
    /** Its result is known, good or bad. */
    DONE("done"),
    /** It was not allowed, and was never run. */
    REFUSED("refused"),
    /** Any word of a later version. */
    OTHER("other");

    private final String word;

    ToolState(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    @JsonCreator
    public static ToolState ofWord(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElse(OTHER);
    }

    /** Never goes back. */
    ToolState advancedTo(@Nullable ToolState next) {
        return next != null && next.compareTo(this) > 0 ? next : this;
    }
}
