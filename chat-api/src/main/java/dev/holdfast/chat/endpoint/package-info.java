/**
 * Endpoints of users: servers with an address and a key of their user's own, where the operator
 * allows them. Kept and shown here; called by the workers alone, which judge the address anew. Keys
 * for the operator's providers are {@code keys}'.
 */
@NullMarked
package dev.holdfast.chat.endpoint;

import org.jspecify.annotations.NullMarked;
