/**
 * One connection, whatever carries it: its position, what it watches, and the loop that writes what
 * lies after the position, waits until it was taken, and goes on. Live delivery, replay and a slow
 * reader are this one loop. It knows frames and an {@link dev.holdfast.gateway.session.Outlet};
 * sockets are its neighbour {@code socket}, and where events come from is {@code replay}.
 */
@NullMarked
package dev.holdfast.gateway.session;

import org.jspecify.annotations.NullMarked;
