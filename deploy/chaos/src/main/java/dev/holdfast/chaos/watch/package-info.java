/**
 * What one device was given, held against the protocol event by event. Written from the protocol's
 * page and not with the product's fold, whose mistakes it would share.
 */
@NullMarked
package dev.holdfast.chaos.watch;

import org.jspecify.annotations.NullMarked;
