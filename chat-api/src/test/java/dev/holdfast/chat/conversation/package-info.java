@NullMarked
package dev.holdfast.chat.conversation;

import org.jspecify.annotations.NullMarked;
