@NullMarked
package dev.holdfast.chat.problem;

import org.jspecify.annotations.NullMarked;
