@NullMarked
package dev.holdfast.worker.assembly;

import org.jspecify.annotations.NullMarked;
