@NullMarked
package dev.holdfast.chat.message;

import org.jspecify.annotations.NullMarked;
