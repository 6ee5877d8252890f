@NullMarked
package dev.holdfast.stack.process;

import org.jspecify.annotations.NullMarked;
