@NullMarked
package dev.holdfast.worker.provider.wire;

import org.jspecify.annotations.NullMarked;
