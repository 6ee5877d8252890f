/**
 * A provider that needs no key: it composes an answer from the prompt and streams it at a model's
 * pace. It shows the product where nobody has an account, and is exact where tests need that: the
 * same prompt gives the same answer, and a cut-off answer goes on at the very next letter.
 */
@NullMarked
package dev.holdfast.worker.provider.demo;

import org.jspecify.annotations.NullMarked;
