@NullMarked
package dev.holdfast.played;

import org.jspecify.annotations.NullMarked;
