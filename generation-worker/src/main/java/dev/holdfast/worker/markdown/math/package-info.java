/**
 * Formulas in TeX as MathML. Knows nothing of where in an answer they stand: {@link
 * dev.holdfast.worker.markdown.math.Formulas} takes a formula and gives safe HTML or nothing.
 */
@NullMarked
package dev.holdfast.worker.markdown.math;

import org.jspecify.annotations.NullMarked;
