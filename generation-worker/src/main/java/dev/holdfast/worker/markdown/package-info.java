/**
 * The provider's markdown as sanitised HTML, block by block, while it is still being written. Knows
 * nothing of providers, runs or records: {@link dev.holdfast.worker.markdown.AnswerHtml} takes text
 * and gives patches; who calls it and where the patches go is the business of {@code run} and
 * {@code publish}. Nothing else in Holdfast makes HTML.
 */
@NullMarked
package dev.holdfast.worker.markdown;

import org.jspecify.annotations.NullMarked;
