/**
 * The log: what happened to a user's conversations, one record after the other. Here are the
 * records as they lie in {@code conversation-events} and as clients receive them. What they add up
 * to is {@link dev.holdfast.contracts.fold}.
 */
@NullMarked
package dev.holdfast.contracts.log;

import org.jspecify.annotations.NullMarked;
