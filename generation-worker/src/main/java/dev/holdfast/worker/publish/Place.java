package dev.holdfast.worker.publish;

/**
 * Where a record stands in its topic.
 *
 * @param offset its own
 */
public record Place(int partition, long offset) {}
