package dev.holdfast.gateway.replay;

import java.util.Locale;

/** Why continuity cannot be shown. The slug is the constant's name with hyphens. */
public enum ResetReason {
    /** It is no cursor. */
    CURSOR_INVALID,
    /** It is one of a log that was deleted and made again, or of another user's partition. */
    CURSOR_OF_ANOTHER_LOG,
    /** What follows it is no longer kept. */
    CURSOR_EXPIRED,
    /** It lies behind the end of the log. */
    CURSOR_AHEAD,
    /** A generation is running whose beginning this gateway has not seen. */
    SNAPSHOT_UNAVAILABLE;

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
