/**
 * What the log said before a claim or a request of this worker: read back, once, from the position
 * that the asker knew. {@link dev.holdfast.contracts.fold.Standing} decides what it means. Unlike
 * {@code control}, which hears later what others found out, nothing here can be missed: an answer
 * waits for the broker, for as long as that takes.
 */
@NullMarked
package dev.holdfast.worker.claim;

import org.jspecify.annotations.NullMarked;
