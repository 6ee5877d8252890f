/**
 * Which providers and models there are, as the operator's file says it. What they can do is data
 * here; doing it is {@code wire}'s and the vendors'.
 */
@NullMarked
package dev.holdfast.worker.provider.entry;

import org.jspecify.annotations.NullMarked;
