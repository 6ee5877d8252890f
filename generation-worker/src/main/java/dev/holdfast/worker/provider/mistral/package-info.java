/** Mistral's chat completions, which are OpenAI's with words of their own. */
@NullMarked
package dev.holdfast.worker.provider.mistral;

import org.jspecify.annotations.NullMarked;
