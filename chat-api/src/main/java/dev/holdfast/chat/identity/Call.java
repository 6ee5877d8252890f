package dev.holdfast.chat.identity;

/**
 * In whose name something is done, and because of which call.
 *
 * @param owner the user id; part of every key that the call touches
 * @param traceparent W3C trace context, carried along to the worker's records
 */
public record Call(String owner, String traceparent) {}
