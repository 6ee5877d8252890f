@NullMarked
package dev.holdfast.chat.supervision;

import org.jspecify.annotations.NullMarked;
