/** Tells the others what this worker serves. It does not serve it; that is {@code provider}. */
@NullMarked
package dev.holdfast.worker.catalog;

import org.jspecify.annotations.NullMarked;
