package dev.holdfast.gateway.socket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears of frames that are broken, before Vert.x does: that drops the connection without a word at
 * some and passes others on. The decoder throws away what still comes of such a frame, so that the
 * client gets to read why its connection is closed; nothing that comes after it is passed on.
 * Confined to the connection's event loop.
 */
final class BrokenFrames extends ChannelInboundHandlerAdapter {

    /** What is wrong with a frame. */
    enum Fault {
        TOO_LARGE,
        /** It is not as RFC 6455 has it. */
        BROKEN
    }

    /** Vert.x's name of the handler that would drop the connection. */
    private static final String NEXT = "handler";

    private static final String NAME = "broken-frames";

    /** The first close code that RFC 6455 gives no meaning to, nor leaves to anybody. */
    private static final int CODES_END = 5000;

    private @Nullable Consumer<Fault> listener;
    private @Nullable Fault fault;

    private BrokenFrames() {}

    /** Before the handshake is answered, since a frame may come right behind it. */
    static void watch(HttpConnection connection) {
        if (connection instanceof ConnectionBase underlying
                && underlying.channel().pipeline().get(NAME) == null) {
            ChannelPipeline pipeline = underlying.channel().pipeline();
            pipeline.addBefore(NEXT, NAME, new BrokenFrames());
            pipeline.addBefore(NAME, "utf8-frames", new Utf8FrameValidator(false));
        }
    }

    /** What was broken before is told at once; on the connection's event loop, like all of it. */
    static void listen(HttpConnection connection, Consumer<Fault> listener) {
        if (connection instanceof ConnectionBase underlying
                && underlying.channel().pipeline().get(NAME) instanceof BrokenFrames frames) {
            frames.listener = listener;
            if (frames.fault != null) {
                listener.accept(frames.fault);
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) {
        if (message instanceof WebSocketFrame frame && (fault != null || isBroken(frame))) {
            ReferenceCountUtil.release(frame);
            tell(Fault.BROKEN);
        } else {
            channel.fireChannelRead(message);
        }
    }

    /**
     * Extensions have taken their bits off by now; the decoder lets reserved ones pass, and knows
     * no last code.
     */
    private static boolean isBroken(WebSocketFrame frame) {
        return frame.rsv() != 0
                || (frame instanceof CloseWebSocketFrame close && close.statusCode() >= CODES_END);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            tell(
                    corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)
                            ? Fault.TOO_LARGE
                            : Fault.BROKEN);
        } else {
            channel.fireExceptionCaught(cause);
        }
    }

    private void tell(Fault found) {
        if (fault != null) {
            return;
        }
        fault = found;
        if (listener != null) {
            listener.accept(found);
        }
    }
}
