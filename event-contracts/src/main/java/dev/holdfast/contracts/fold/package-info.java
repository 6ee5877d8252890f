/**
 * What events add up to. {@link dev.holdfast.contracts.fold.Standing} decides which events of a
 * generation count; {@link dev.holdfast.contracts.fold.Answer} is the content that the counted ones
 * make. Every reader follows these two: the gateway, the projection and, against the same cases in
 * {@code docs/conformance}, clients in other languages.
 */
@NullMarked
package dev.holdfast.contracts.fold;

import org.jspecify.annotations.NullMarked;
