@NullMarked
package dev.holdfast.chaos.fault;

import org.jspecify.annotations.NullMarked;
