/**
 * Conversations as a whole: their title, pin, model and options, and the list of them. What is said
 * in them is {@code message}; how one looks to a device that opens it is {@code history}.
 */
@NullMarked
package dev.holdfast.chat.conversation;

import org.jspecify.annotations.NullMarked;
