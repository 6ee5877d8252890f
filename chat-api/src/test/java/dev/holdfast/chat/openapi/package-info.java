@NullMarked
package dev.holdfast.chat.openapi;

import org.jspecify.annotations.NullMarked;
