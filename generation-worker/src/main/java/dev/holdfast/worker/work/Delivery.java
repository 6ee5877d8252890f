package dev.holdfast.worker.work;

import org.jspecify.annotations.Nullable;

/**
 * How a request came.
 *
 * @param traceparent W3C trace context of the call that began it all
 * @param mayRepeat whether the request may have been written, or delivered to a worker, before
 */
public record Delivery(@Nullable String traceparent, boolean mayRepeat) {}
