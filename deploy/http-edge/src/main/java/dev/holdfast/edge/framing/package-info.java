/**
 * Requests that are no requests, and answers without words. Stands in each connection's pipeline
 * next to the codec, since what is broken there never becomes a request that a route could see.
 */
@NullMarked
package dev.holdfast.edge.framing;

import org.jspecify.annotations.NullMarked;
