/**
 * What {@code generation-requests} carries: work for whichever worker has room, with everything
 * that it needs, so that it asks nobody.
 */
@NullMarked
package dev.holdfast.contracts.request;

import org.jspecify.annotations.NullMarked;
