@NullMarked
package dev.holdfast.worker.endpoint;

import org.jspecify.annotations.NullMarked;
