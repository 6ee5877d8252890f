/**
 * The edges: the WebSocket and the server-sent events, who may connect, and what a client may send.
 * Turns sockets into an {@link dev.holdfast.gateway.session.Outlet} and client frames into calls of
 * a {@link dev.holdfast.gateway.session.Session}; what is delivered, and when, is decided there.
 */
@NullMarked
package dev.holdfast.gateway.socket;

import org.jspecify.annotations.NullMarked;
