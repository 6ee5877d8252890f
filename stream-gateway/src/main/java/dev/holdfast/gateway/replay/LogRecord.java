package dev.holdfast.gateway.replay;

import dev.holdfast.contracts.log.LogEvent;

/**
 * One readable record of the log, on its way into the tail or out of an older part.
 *
 * @param timestamp the record's, in milliseconds since the epoch
 * @param body the value as it lies in the log
 */
// The array is shared on purpose; equality is not asked for.
@SuppressWarnings("ArrayRecordComponent")
public record LogRecord(long offset, long timestamp, String userId, LogEvent event, byte[] body) {}
