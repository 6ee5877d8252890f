package dev.holdfast.gateway.session;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The writing side of a connection. Called on the session's loop alone. */
public interface Outlet {

    /**
     * Writes one frame.
     *
     * @param json the frame's, made once
     * @param done told on the session's loop when the socket has taken the frame: null, or why it
     *     could not. May be told before this returns.
     */
    void write(Frame frame, String json, Consumer<@Nullable Throwable> done);

    /**
     * Asks the peer for a sign of life.
     *
     * @param cursor where the connection stands, for a carrier that can say it on the way
     */
    void ping(@Nullable String cursor);

    /** Closes after what was written, or by force if the peer does not take it. */
    void close(CloseCode code);
}
