@NullMarked
package dev.holdfast.stack.local;

import org.jspecify.annotations.NullMarked;
