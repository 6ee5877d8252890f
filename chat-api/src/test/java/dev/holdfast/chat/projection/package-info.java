@NullMarked
package dev.holdfast.chat.projection;

import org.jspecify.annotations.NullMarked;
