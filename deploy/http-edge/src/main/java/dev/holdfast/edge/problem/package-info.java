/**
 * Words for failures that the framework notices: by their status, or as something that broke. What
 * the problems are is {@code dev.holdfast.contracts.problem}'s to say.
 */
@NullMarked
package dev.holdfast.edge.problem;

import org.jspecify.annotations.NullMarked;
