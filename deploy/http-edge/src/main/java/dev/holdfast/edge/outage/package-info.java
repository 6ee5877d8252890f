/**
 * What a service depends on and cannot reach right now. The caller gets 503 and when to come back;
 * the log says once that it began and once that it ended, however many calls met it.
 */
@NullMarked
package dev.holdfast.edge.outage;

import org.jspecify.annotations.NullMarked;
