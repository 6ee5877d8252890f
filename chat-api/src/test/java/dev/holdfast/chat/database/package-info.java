@NullMarked
package dev.holdfast.chat.database;

import org.jspecify.annotations.NullMarked;
