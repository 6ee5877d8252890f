/**
 * Work that nobody calls for: steps that are done again and again. What the steps do is the
 * neighbours' business.
 */
@NullMarked
package dev.holdfast.chat.recurring;

import org.jspecify.annotations.NullMarked;
