/**
 * Failures as answers to a call: whatever goes wrong, wherever it is noticed, the answer is a
 * problem document. What the problems are is {@code dev.holdfast.contracts.problem}'s to say.
 */
@NullMarked
package dev.holdfast.chat.problem;

import org.jspecify.annotations.NullMarked;
