package dev.holdfast.contracts.wire;

/**
 * Record headers: CloudEvents 1.0, Kafka binary mode, plus W3C trace context. Values are UTF-8.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding</a>
 */
public final class Headers {
    /** Always {@value #SPEC_VERSION_VALUE}. */
    public static final String SPEC_VERSION = "ce_specversion";

    public static final String SPEC_VERSION_VALUE = "1.0";

    /** Unique per source; the same id again is the same event sent again. */
    public static final String ID = "ce_id";

    /** Who wrote the record: {@code /chat-api}, {@code /generation-worker/<worker>}. */
    public static final String SOURCE = "ce_source";

    /** The same word as the body's {@code type}, so that a consumer can select without reading. */
    public static final String TYPE = "ce_type";

    /** RFC 3339 time of the event. */
    public static final String TIME = "ce_time";

    public static final String CONTENT_TYPE = "content-type";
    public static final String CONTENT_TYPE_VALUE = "application/json";

    /** W3C trace context of the call that caused the record. */
    public static final String TRACEPARENT = "traceparent";

    /** On a dead letter: the slug of the problem that kept it from being worked on. */
    public static final String DEAD_LETTER_REASON = "holdfast_reason";

    /**
     * On a record that may have been written before: its writer cannot know whether the broker has
     * it already. Absent otherwise; the value is {@value #MAY_REPEAT_VALUE}.
     */
    public static final String MAY_REPEAT = "holdfast_may_repeat";

    public static final String MAY_REPEAT_VALUE = "true";

    /**
     * For whom a record of the log is. Absent: for the clients of the user too. {@value
     * #AUDIENCE_SERVICES}: one service speaks to another, and no client receives the record,
     * whatever its type.
     */
    public static final String AUDIENCE = "holdfast_audience";

    public static final String AUDIENCE_SERVICES = "services";

    private Headers() {}
}
