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

    /** The later of two; null where neither is known. */
    static @Nullable ToolState later(@Nullable ToolState one, @Nullable ToolState other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }
}
