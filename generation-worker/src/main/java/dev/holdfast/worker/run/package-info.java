/**
 * The life of one attempt at one generation, from the claim to the one end: which event is written
 * when, and what a stop, a takeover or a shutdown does to it. Where requests come from is {@code
 * request}'s business, how tokens come is {@code provider}'s.
 *
 * <p>One dialect of concurrency: a run belongs to one event-loop context, everything that happens
 * to it is a task there, and nothing is locked.
 */
@NullMarked
package dev.holdfast.worker.run;

import org.jspecify.annotations.NullMarked;
