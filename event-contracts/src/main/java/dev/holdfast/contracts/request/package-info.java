/** What {@code generation-requests} carries: everything a worker needs, so that it asks nobody. */
@NullMarked
package dev.holdfast.contracts.request;

import org.jspecify.annotations.NullMarked;
