@NullMarked
package dev.holdfast.chaos.check;

import org.jspecify.annotations.NullMarked;
