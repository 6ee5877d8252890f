/**
 * Trying a user's key when it is new, so that its user hears at once whether it works and not with
 * the first failed answer. A try keeps nothing, and nothing is owed if it is lost: what a key is
 * worth is seen at each answer again, which is {@code run}'s.
 */
@NullMarked
package dev.holdfast.worker.keycheck;

import org.jspecify.annotations.NullMarked;
