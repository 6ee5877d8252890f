@NullMarked
package dev.holdfast.worker.request;

import org.jspecify.annotations.NullMarked;
