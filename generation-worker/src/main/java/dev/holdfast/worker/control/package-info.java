/**
 * Words to a running worker: the user's stop, and the notice that a run lost. Every worker reads
 * all of them and keeps what is its own. Unlike {@code request}, nothing here is work to be shared.
 */
@NullMarked
package dev.holdfast.worker.control;

import org.jspecify.annotations.NullMarked;
