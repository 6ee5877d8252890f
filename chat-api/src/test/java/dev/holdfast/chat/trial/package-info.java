@NullMarked
package dev.holdfast.chat.trial;

import org.jspecify.annotations.NullMarked;
