package dev.holdfast.gateway.session;

/**
 * Why a connection is closed, and what the client does next. 4000–4499: come back with the cursor;
 * 4500–4999: stay away, since the same would happen again.
 */
public enum CloseCode {
    /** This gateway stops; another one, or the next one, is there. */
    RESTARTING(4000, "restarting"),
    /** Come back with a new token. */
    TOKEN_EXPIRED(4001, "token-expired"),
    /** A frame was not taken in time. */
    FELL_BEHIND(4002, "fell-behind"),
    /** Nothing was heard, and pings were not answered. */
    WENT_SILENT(4003, "went-silent"),
    /** No resume came in time. */
    RESUME_TIMEOUT(4004, "resume-timeout"),
    /** The log cannot be read right now. */
    LOG_UNAVAILABLE(4005, "log-unavailable"),
    /** Come back when others of this user's connections are gone. */
    TOO_MANY_CONNECTIONS(4006, "too-many-connections"),

    /** The client does not speak this protocol. */
    PROTOCOL_VIOLATED(4500, "protocol-violated"),
    FRAME_TOO_LARGE(4501, "frame-too-large"),
    /** More frames came than answers were taken. */
    FLOODED(4502, "flooded"),
    /** Something broke here; coming back with the same cursor may break it again. */
    INTERNAL_ERROR(4503, "internal-error");

    private static final int FIRST_OF_STAY_AWAY = 4500;

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    /** A stable word for people and logs; clients go by the code. */
    public String reason() {
        return reason;
    }

    public boolean comesBack() {
        return code < FIRST_OF_STAY_AWAY;
    }
}
