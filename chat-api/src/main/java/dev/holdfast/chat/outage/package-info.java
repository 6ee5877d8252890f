/**
 * PostgreSQL, while it is away: what shows it, how long a call waits for it, and who says so. What
 * callers are told is {@code dev.holdfast.edge.outage}'s.
 */
@NullMarked
package dev.holdfast.chat.outage;

import org.jspecify.annotations.NullMarked;
