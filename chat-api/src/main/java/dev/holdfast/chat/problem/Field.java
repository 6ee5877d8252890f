package dev.holdfast.chat.problem;

import dev.holdfast.chat.identity.Ids;
import dev.holdfast.contracts.problem.ProblemType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A field of a request, and what may be asked of it. Every check answers the value or throws the
 * {@link Refusal} that names the field.
 *
 * @param name as a JSON path without the leading {@code $.}
 */
public record Field(String name, @Nullable String value) {

    public UUID id() {
        return Ids.parse(given())
                .orElseThrow(() ->
                        refused(
                                ProblemType.INVALID_ID,
                                "Send a UUIDv7 in its 36 characters of lower-case hex."));
    }

    /** One line that a person reads. */
    public String line(int longest) {
        String line = storable();
        if (line.isBlank()) {
            throw invalid("Write something here.");
        }
        if (line.length() > longest) {
            throw invalid("This is too long: at most " + longest + " characters.");
        }
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw invalid("This must be one line, without tabs.");
        }
        return line;
    }

    /** Text that comes back from PostgreSQL and Kafka as it went in. */
    public String storable() {
        String text = given();
        if (text.indexOf('\0') >= 0) {
            throw invalid("There is a character in it that cannot be kept. Type it anew.");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                throw invalid(
                        "There is half of a character in it, such as of an emoji. Type it anew.");
            }
        }
        return text;
    }

    private String given() {
        if (value == null) {
            throw invalid("This is missing.");
        }
        return value;
    }

    public Refusal invalid(String detail) {
        return refused(ProblemType.INVALID_FIELD, detail);
    }

    public Refusal refused(ProblemType type, String detail) {
        return new Refusal(type.because(detail).inField(name));
    }
}
