/**
 * Titles of conversations, from their first question and answer: by a small model, or from the
 * first words. A title is worth no second try: whatever goes wrong, the first words are there.
 */
@NullMarked
package dev.holdfast.worker.title;

import org.jspecify.annotations.NullMarked;
