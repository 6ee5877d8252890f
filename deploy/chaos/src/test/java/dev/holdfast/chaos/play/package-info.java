@NullMarked
package dev.holdfast.chaos.play;

import org.jspecify.annotations.NullMarked;
