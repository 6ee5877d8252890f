@NullMarked
package dev.holdfast.worker.keys;

import org.jspecify.annotations.NullMarked;
