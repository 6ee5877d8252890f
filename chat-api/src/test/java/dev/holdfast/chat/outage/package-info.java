@NullMarked
package dev.holdfast.chat.outage;

import org.jspecify.annotations.NullMarked;
