/**
 * What {@code model-catalog} carries: what the workers can serve, newest record per provider and
 * worker.
 */
@NullMarked
package dev.holdfast.contracts.catalog;

import org.jspecify.annotations.NullMarked;
