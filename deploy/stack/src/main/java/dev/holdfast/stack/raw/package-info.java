/**
 * Bytes on a socket, for tests of what no HTTP client would send. Nothing here repairs or waits for
 * time to pass: what is read is read to the end of the connection.
 */
@NullMarked
package dev.holdfast.stack.raw;

import org.jspecify.annotations.NullMarked;
