/**
 * Endpoints of users: from an address that a user named to a provider that lives as long as a call.
 * The address is judged here for the last time, when it is connected to: what its name leads to is
 * looked up once, all of it is judged, and only what was judged is called. The rules themselves are
 * in the contracts; what is said to the server, and what is understood of it, is {@code
 * provider}'s.
 */
@NullMarked
package dev.holdfast.worker.endpoint;

import org.jspecify.annotations.NullMarked;
