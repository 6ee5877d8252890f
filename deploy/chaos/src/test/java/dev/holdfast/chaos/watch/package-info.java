@NullMarked
package dev.holdfast.chaos.watch;

import org.jspecify.annotations.NullMarked;
