package dev.holdfast.chat.projection;

import dev.holdfast.contracts.log.LogEvent;

/**
 * A record of the log, checked: whatever its kind of event must have is there.
 *
 * @param owner the record's key
 */
public record LogRecord(int partition, long offset, String owner, LogEvent event) {}
