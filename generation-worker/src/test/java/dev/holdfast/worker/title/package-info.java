@NullMarked
package dev.holdfast.worker.title;

import org.jspecify.annotations.NullMarked;
