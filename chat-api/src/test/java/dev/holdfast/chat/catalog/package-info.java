@NullMarked
package dev.holdfast.chat.catalog;

import org.jspecify.annotations.NullMarked;
