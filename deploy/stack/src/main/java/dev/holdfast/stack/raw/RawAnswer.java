package dev.holdfast.stack.raw;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP/1 response as it came.
 *
 * @param headers by their names in lower case; each value in the order in which it came
 * @param body without its framing
 */
public record RawAnswer(int status, Map<String, List<String>> headers, String body) {

    /** The header's first value, or an empty string. */
    public String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? "" : values.getFirst();
    }

    /** Below 200: another answer follows. */
    boolean isInterim() {
        return status < 200 && status != 101;
    }
}
