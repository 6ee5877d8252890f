/**
 * The generation worker: takes requests from the queue, streams each from its provider, and writes
 * what comes to the log. It keeps nothing of its own: what it was doing when it died is in the log,
 * and another worker goes on from there.
 *
 * <pre>
 *   request ──▶ work ◀── run ──▶ opening, provider, markdown, claim, publish
 *                    ◀── trial, title ──▶ opening, provider, publish
 *   opening ──▶ provider, endpoint, keys
 *   control ──▶ run
 *   catalog ──▶ provider
 *   drain   ──▶ request, run
 * </pre>
 */
@NullMarked
package dev.holdfast.worker;

import org.jspecify.annotations.NullMarked;
