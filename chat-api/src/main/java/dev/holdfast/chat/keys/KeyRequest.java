package dev.holdfast.chat.keys;

import dev.holdfast.chat.problem.Field;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code PUT /api/keys/{provider}}. */
@Schema(examples = "{\"key\": \"sk-…\"}")
public record KeyRequest(@Schema(minLength = 8, maxLength = 500) @Nullable String key) {
    private static final int LONGEST = 500;

    /** Of a shorter one, four characters would give away too much. */
    private static final int SHORTEST = 8;

    public String checked() {
        Field field = new Field("key", key);
        String line = field.line(LONGEST);
        if (line.length() < SHORTEST) {
            throw field.invalid("A key has at least " + SHORTEST + " characters. Copy all of it.");
        }
        // It travels in an HTTP header.
        if (line.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw field.invalid("There is a blank or an unusual letter in it. Copy the key alone.");
        }
        return line;
    }

    /** A record's own would put the key into whatever log prints it. */
    @Override
    public String toString() {
        return "KeyRequest[key=…]";
    }
}
