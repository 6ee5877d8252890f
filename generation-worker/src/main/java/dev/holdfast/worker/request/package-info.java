/**
 * Where work comes from: the queue that the workers share. A request is held only until its claim
 * stands in the log; what the claim leads to is {@code run}'s business.
 */
@NullMarked
package dev.holdfast.worker.request;

import org.jspecify.annotations.NullMarked;
