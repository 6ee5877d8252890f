/**
 * A client of the protocol in plain Java, as an outsider would write it from {@code
 * docs/protocol.md}: REST, the WebSocket, and the fold. It is strict where a product would be
 * lenient: every breach of the protocol is noted in {@link dev.holdfast.client.View#breaches()}.
 */
@NullMarked
package dev.holdfast.client;

import org.jspecify.annotations.NullMarked;
