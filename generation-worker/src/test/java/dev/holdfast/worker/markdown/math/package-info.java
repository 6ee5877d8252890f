@NullMarked
package dev.holdfast.worker.markdown.math;

import org.jspecify.annotations.NullMarked;
