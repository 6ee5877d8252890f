package dev.holdfast.chat.projection;

import dev.holdfast.contracts.log.LogEvent;

/**
 * A record of the log that the projection cares about: an event of a generation, a word about a key
 * or an endpoint, or a title.
 *
 * @param owner the record's key
 */
record LogRecord(int partition, long offset, String owner, LogEvent event) {}
