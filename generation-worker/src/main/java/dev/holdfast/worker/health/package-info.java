/** Whether this worker can work, for whoever starts and stops processes. */
@NullMarked
package dev.holdfast.worker.health;

import org.jspecify.annotations.NullMarked;
