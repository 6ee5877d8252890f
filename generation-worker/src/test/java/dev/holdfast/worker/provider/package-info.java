@NullMarked
package dev.holdfast.worker.provider;

import org.jspecify.annotations.NullMarked;
