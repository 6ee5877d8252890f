/**
 * What the queue asks of this worker. A {@link dev.holdfast.worker.work.Kind} is one type of
 * request with whoever works on it; {@code request} reads the queue and knows no kind by its name.
 * A new kind is a new room with one bean that implements it.
 */
@NullMarked
package dev.holdfast.worker.work;

import org.jspecify.annotations.NullMarked;
