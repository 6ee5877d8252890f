@NullMarked
package dev.holdfast.worker.keycheck;

import org.jspecify.annotations.NullMarked;
