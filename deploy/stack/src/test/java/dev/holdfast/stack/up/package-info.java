@NullMarked
package dev.holdfast.stack.up;

import org.jspecify.annotations.NullMarked;
