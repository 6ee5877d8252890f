@NullMarked
package dev.holdfast.chat.outbox;

import org.jspecify.annotations.NullMarked;
