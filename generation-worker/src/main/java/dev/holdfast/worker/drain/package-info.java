/**
 * The worker's beginning and its end: in which order its parts start, and how it goes without
 * losing an answer.
 */
@NullMarked
package dev.holdfast.worker.drain;

import org.jspecify.annotations.NullMarked;
