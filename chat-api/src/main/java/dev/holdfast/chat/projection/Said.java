package dev.holdfast.chat.projection;

import dev.holdfast.contracts.log.LogEvent;

/**
 * What the log says, and of whom.
 *
 * @param owner the record's key
 */
public record Said<E extends LogEvent>(String owner, E event) {}
