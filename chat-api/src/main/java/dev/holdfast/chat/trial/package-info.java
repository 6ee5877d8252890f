/**
 * How something of a user's stands that workers try, such as a key or an endpoint: asked for,
 * answered, or waited for too long. What is tried, and with which request, is its own room's
 * ({@code keys}, {@code endpoint}); what the workers answer is written by {@code projection}.
 */
@NullMarked
package dev.holdfast.chat.trial;

import org.jspecify.annotations.NullMarked;
