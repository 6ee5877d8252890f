/**
 * Who is called for a user, and with which key: the one place that finds a provider, makes one of a
 * user's endpoint, and opens the key that was left for it. What to say where that fails is the
 * caller's, since an answer, a title and a trial say different things.
 */
@NullMarked
package dev.holdfast.worker.opening;

import org.jspecify.annotations.NullMarked;
