/**
 * How a conversation looks to a device that opens it: the rows of {@code conversation}, {@code
 * message} and {@code generation} as of one instant, with the place in the log from which the
 * stream goes on. Reads only.
 */
@NullMarked
package dev.holdfast.chat.history;

import org.jspecify.annotations.NullMarked;
