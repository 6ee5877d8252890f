@NullMarked
package dev.holdfast.chat.history;

import org.jspecify.annotations.NullMarked;
