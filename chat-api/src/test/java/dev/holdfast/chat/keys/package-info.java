@NullMarked
package dev.holdfast.chat.keys;

import org.jspecify.annotations.NullMarked;
