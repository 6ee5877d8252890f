/** The network between the parts, as something that can be cut, closed and silenced. */
@NullMarked
package dev.holdfast.chaos.link;

import org.jspecify.annotations.NullMarked;
