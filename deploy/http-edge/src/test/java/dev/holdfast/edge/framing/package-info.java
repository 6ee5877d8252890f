@NullMarked
package dev.holdfast.edge.framing;

import org.jspecify.annotations.NullMarked;
