/**
 * The played provider's process: HTTP/1.1 over plain sockets, because a script must be able to
 * reset a connection, to send a byte at a time, and to see at once that a caller has left, and no
 * HTTP server's API offers the three. One virtual thread per connection and one per call.
 */
@NullMarked
package dev.holdfast.played.server;

import org.jspecify.annotations.NullMarked;
