/**
 * OpenAI's two formats: Responses, which OpenAI itself prefers, and Chat Completions, which many
 * servers speak.
 */
@NullMarked
package dev.holdfast.worker.provider.openai;

import org.jspecify.annotations.NullMarked;
