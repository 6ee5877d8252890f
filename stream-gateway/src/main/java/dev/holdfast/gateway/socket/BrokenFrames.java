package dev.holdfast.gateway.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Hears of frames that the decoder refuses, before Vert.x does: that would drop the connection
 * without a word. The decoder throws away what still comes of such a frame, so that the client gets
 * to read why its connection is closed.
 */
final class BrokenFrames extends ChannelInboundHandlerAdapter {
    /** Vert.x's name of the handler that would drop the connection. */
    private static final String NEXT = "handler";

    private final Runnable tooLarge;
    private final Runnable broken;

    private BrokenFrames(Runnable tooLarge, Runnable broken) {
        this.tooLarge = tooLarge;
        this.broken = broken;
    }

    /** Both are run on the connection's event loop. */
    static void listen(HttpConnection connection, Runnable tooLarge, Runnable broken) {
        if (connection instanceof ConnectionBase underlying) {
            underlying
                    .channel()
                    .pipeline()
                    .addBefore(NEXT, "broken-frames", new BrokenFrames(tooLarge, broken));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        if (!(cause instanceof CorruptedWebSocketFrameException corrupted)) {
            channel.fireExceptionCaught(cause);
        } else if (corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            tooLarge.run();
        } else {
            broken.run();
        }
    }
}
