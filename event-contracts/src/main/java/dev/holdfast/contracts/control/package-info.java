/**
 * What {@code generation-control} carries: words to a running worker. A notice may be missed; the
 * log decides all the same, the notice only spares the provider's tokens.
 */
@NullMarked
package dev.holdfast.contracts.control;

import org.jspecify.annotations.NullMarked;
