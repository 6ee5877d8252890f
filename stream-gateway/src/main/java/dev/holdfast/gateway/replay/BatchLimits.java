package dev.holdfast.gateway.replay;

/**
 * How much one step takes. A single event may be larger and is taken alone.
 *
 * @param bytes of record values
 */
public record BatchLimits(int events, int bytes) {}
