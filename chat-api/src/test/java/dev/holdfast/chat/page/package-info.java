@NullMarked
package dev.holdfast.chat.page;

import org.jspecify.annotations.NullMarked;
