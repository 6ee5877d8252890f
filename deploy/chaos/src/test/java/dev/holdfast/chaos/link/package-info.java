@NullMarked
package dev.holdfast.chaos.link;

import org.jspecify.annotations.NullMarked;
