/** Tests of how an answer is gone on with in words. */
@NullMarked
package dev.holdfast.worker.provider.resume;

import org.jspecify.annotations.NullMarked;
