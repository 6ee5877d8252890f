@NullMarked
package dev.holdfast.worker.trial;

import org.jspecify.annotations.NullMarked;
