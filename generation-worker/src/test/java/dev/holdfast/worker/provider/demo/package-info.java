@NullMarked
package dev.holdfast.worker.provider.demo;

import org.jspecify.annotations.NullMarked;
