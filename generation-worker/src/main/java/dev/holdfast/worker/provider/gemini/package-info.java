/** Google's {@code generateContent}. */
@NullMarked
package dev.holdfast.worker.provider.gemini;

import org.jspecify.annotations.NullMarked;
