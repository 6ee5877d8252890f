@NullMarked
package dev.holdfast.chat.endpoint;

import org.jspecify.annotations.NullMarked;
