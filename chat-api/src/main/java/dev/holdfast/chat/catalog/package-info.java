/**
 * What the workers can serve, as they say it on {@code model-catalog}; every instance reads all of
 * it and keeps it in memory. Whether a call with a given key succeeds is only known by the
 * provider.
 */
@NullMarked
package dev.holdfast.chat.catalog;

import org.jspecify.annotations.NullMarked;
