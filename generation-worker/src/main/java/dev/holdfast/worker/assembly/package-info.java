/**
 * What the container cannot find by itself: which providers there are, and this process's own
 * facts.
 */
@NullMarked
package dev.holdfast.worker.assembly;

import org.jspecify.annotations.NullMarked;
