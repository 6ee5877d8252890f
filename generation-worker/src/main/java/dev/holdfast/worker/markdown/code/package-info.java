/**
 * Fenced code, coloured line by line. Knows languages, their names and their tokens; nothing of
 * markdown, blocks or patches, and makes no HTML: {@link
 * dev.holdfast.worker.markdown.code.Highlighter} says which part of a line is what.
 */
@NullMarked
package dev.holdfast.worker.markdown.code;

import org.jspecify.annotations.NullMarked;
