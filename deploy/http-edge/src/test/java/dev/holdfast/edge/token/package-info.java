@NullMarked
package dev.holdfast.edge.token;

import org.jspecify.annotations.NullMarked;
