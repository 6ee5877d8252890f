package dev.holdfast.worker.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A vendor's own message as far as a person is shown it: one short line without a key in it. */
final class VendorMessage {
    /** UTF-16 code units. */
    private static final int LONGEST = 240;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");

    /** What looks like a credential, whosever it is. */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)\\b(?:bearer\\s+|sk-|pk-|gsk_|xai-|aiza|hf_|key-)\\S{4,}");

    private VendorMessage() {}

    /**
     * @return null where there is none, or where it is a web page
     */
    static @Nullable String of(JsonNode error) {
        String text = BLANKS.matcher(error.path("message").asText("")).replaceAll(" ").strip();
        if (text.isEmpty() || text.startsWith("<")) {
            return null;
        }
        String safe = CREDENTIAL.matcher(text).replaceAll("…");
        return safe.length() <= LONGEST ? safe : cut(safe);
    }

    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end).strip() + "…";
    }
}
