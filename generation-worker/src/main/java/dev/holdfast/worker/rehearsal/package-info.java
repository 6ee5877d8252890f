/**
 * A whole answer for each wire before the first request is taken: the worker calls a provider
 * inside its own process, so that the first user does not wait for the classes of a call to be
 * loaded. Nothing of it leaves the process. What a run does is {@code run}'s business, here as
 * ever.
 */
@NullMarked
package dev.holdfast.worker.rehearsal;

import org.jspecify.annotations.NullMarked;
