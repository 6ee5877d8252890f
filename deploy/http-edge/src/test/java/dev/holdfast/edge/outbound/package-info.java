@NullMarked
package dev.holdfast.edge.outbound;

import org.jspecify.annotations.NullMarked;
