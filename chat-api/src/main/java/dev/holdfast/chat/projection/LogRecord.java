package dev.holdfast.chat.projection;

import dev.holdfast.contracts.log.GenerationEvent;

/**
 * A record of the log that the projection cares about.
 *
 * @param owner the record's key
 */
record LogRecord(int partition, long offset, String owner, GenerationEvent event) {}
