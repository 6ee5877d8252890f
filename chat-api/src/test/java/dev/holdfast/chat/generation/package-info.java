@NullMarked
package dev.holdfast.chat.generation;

import org.jspecify.annotations.NullMarked;
