@NullMarked
package dev.holdfast.chat.recurring;

import org.jspecify.annotations.NullMarked;
