@NullMarked
package dev.holdfast.stack.compose;

import org.jspecify.annotations.NullMarked;
