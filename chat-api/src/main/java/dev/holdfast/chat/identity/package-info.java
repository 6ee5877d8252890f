/**
 * Who calls, and the ids by which things are named. What the caller may do is the other packages'
 * business: they take the user id and put it into every key.
 */
@NullMarked
package dev.holdfast.chat.identity;

import org.jspecify.annotations.NullMarked;
