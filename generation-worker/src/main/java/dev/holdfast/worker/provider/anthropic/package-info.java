/** Anthropic's Messages. */
@NullMarked
package dev.holdfast.worker.provider.anthropic;

import org.jspecify.annotations.NullMarked;
