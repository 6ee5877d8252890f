@NullMarked
package dev.holdfast.edge.outage;

import org.jspecify.annotations.NullMarked;
