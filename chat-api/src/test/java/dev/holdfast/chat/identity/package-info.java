@NullMarked
package dev.holdfast.chat.identity;

import org.jspecify.annotations.NullMarked;
