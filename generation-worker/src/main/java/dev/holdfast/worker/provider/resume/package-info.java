/**
 * How an answer that was cut off is gone on with by a model that cannot be handed a beginning: it
 * is asked to, and what it writes is joined to what there is.
 */
@NullMarked
package dev.holdfast.worker.provider.resume;

import org.jspecify.annotations.NullMarked;
