/**
 * The generation worker: takes requests from the queue, streams each from its provider, and writes
 * what comes to the log. It keeps nothing of its own: what it was doing when it died is in the log,
 * and another worker goes on from there.
 *
 * <pre>
 *   request ──▶ run ──▶ provider, endpoint, markdown, keys, publish
 *           ──▶ keycheck, endpointcheck, title ──▶ provider, endpoint, keys, publish
 *   control ──▶ run
 *   catalog ──▶ provider
 *   drain   ──▶ request, run
 * </pre>
 */
@NullMarked
package dev.holdfast.worker;

import org.jspecify.annotations.NullMarked;
