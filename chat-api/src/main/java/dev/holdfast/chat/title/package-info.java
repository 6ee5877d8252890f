/**
 * Titles that models find: asked for when a conversation's first answer has completed, and taken
 * unless its user was faster. Titles that users and clients give are {@code conversation}'s.
 */
@NullMarked
package dev.holdfast.chat.title;

import org.jspecify.annotations.NullMarked;
