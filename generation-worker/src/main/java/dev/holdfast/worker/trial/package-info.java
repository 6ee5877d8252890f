/**
 * Trials of what users leave with us: a key or an endpoint is called once when it is new, so that
 * its user learns at once whether it works and not with the first failed answer. A trial keeps
 * nothing, and nothing is owed if it is lost: what a key is worth is seen at each answer again,
 * which is {@code run}'s.
 */
@NullMarked
package dev.holdfast.worker.trial;

import org.jspecify.annotations.NullMarked;
