/**
 * Sees to it that each generation ends in bounded time: asks for the next attempt of one that fell
 * silent or left the queue unclaimed, and ends what cannot go on. Judges only what it can see: the
 * log's partitions that this instance projects and has kept up with. How a generation stands is
 * {@code projection}'s to store; what is done about it goes through {@code generation}.
 */
@NullMarked
package dev.holdfast.chat.supervision;

import org.jspecify.annotations.NullMarked;
