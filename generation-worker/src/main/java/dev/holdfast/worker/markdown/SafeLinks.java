package dev.holdfast.worker.markdown;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which addresses a link may lead to: absolute {@code http}, {@code https} and {@code mailto}. An
 * answer's relative addresses would lead into the application itself, {@code //host} would inherit
 * its scheme, and everything else ({@code javascript:}, {@code data:}, {@code vbscript:}, …) is
 * active or leaks; such a link is shown as its text.
 */
final class SafeLinks {

    /**
     * The scheme stands at the very start, so that nothing a browser strips (spaces, controls) can
     * hide another one before it.
     */
    private static final Pattern ALLOWED = Pattern.compile("(?:https?://[^/?#]|mailto:[^?]).*");

    private SafeLinks() {}

    static Optional<String> of(String destination) {
        String trimmed = destination.strip();
        int schemeEnd = trimmed.indexOf(':') + 1;
        String lowered =
                trimmed.substring(0, schemeEnd).toLowerCase(Locale.ROOT)
                        + trimmed.substring(schemeEnd);
        boolean hasControls = lowered.chars().anyMatch(c -> c < ' ' || c == 0x7f);
        return !hasControls && ALLOWED.matcher(lowered).matches()
                ? Optional.of(lowered)
                : Optional.empty();
    }
}
