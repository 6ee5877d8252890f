/**
 * Calls to language models: one small interface, and decorators that each add one promise to it
 * (bounded silence, a second try, figures). What becomes of the tokens is {@code run}'s business;
 * how one vendor speaks is that of the packages below.
 */
@NullMarked
package dev.holdfast.worker.provider;

import org.jspecify.annotations.NullMarked;
