@NullMarked
package dev.holdfast.worker.provider.entry;

import org.jspecify.annotations.NullMarked;
