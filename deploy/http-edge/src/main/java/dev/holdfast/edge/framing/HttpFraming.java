package dev.holdfast.edge.framing;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection's HTTP/1 messages, between the codec and Vert.x. Confined to the connection's
 * event loop.
 *
 * <p>A head that is not to be seen by anybody is marked as unreadable: Vert.x then answers it in
 * its turn and closes. A body that breaks in the middle is answered here, since Vert.x would close
 * without a word. Either way nothing that comes after it is read as a request. An error that leaves
 * without a body, or with one of an unknown kind, gets its problem document.
 */
final class HttpFraming extends ChannelDuplexHandler {
    /** How long a client that was refused may still send, so that no reset overtakes the answer. */
    private static final long LINGER_MILLIS = 2_000;

    /** Of the requests that Vert.x has and that are not answered to the end, the oldest first. */
    private final Deque<HttpMethod> open = new ArrayDeque<>();

    /** Whether the answer to the oldest of them has begun. */
    private boolean begun;

    /** What is wrong with the newest of them; whatever comes after it is not read. */
    private @Nullable Problem refusal;

    /** The newest of them has a body that broke: Vert.x does not know, so it is answered here. */
    private boolean broken;

    /** The last answer was given here; what Vert.x still says is dropped. */
    private boolean answered;

    private boolean lingers;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (refusal != null) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            take(request);
            ctx.fireChannelRead(request);
        } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
            ReferenceCountUtil.release(content);
            refusal =
                    ProblemType.MALFORMED_REQUEST.because(
                            "The chunks of the body are not as HTTP/1.1 has them.");
            broken = true;
            answerBrokenBody(ctx);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private void take(HttpRequest request) {
        open.add(request.method());
        refusal = RequestHead.fault(request).orElse(null);
        if (refusal != null && request.decoderResult().isSuccess()) {
            request.setDecoderResult(
                    DecoderResult.failure(new IllegalArgumentException(refusal.detail())));
        }
        // The upgrade in clear text, which RFC 9113 no longer has, is passed over: Vert.x answers a
        // broken one without words. HTTP/2 with prior knowledge does not come here.
        if (request.headers().containsValue(HttpHeaderNames.UPGRADE, "h2c", true)) {
            request.headers().remove(HttpHeaderNames.UPGRADE).remove("http2-settings");
        }
    }

    /** Once everything before it is answered. */
    private void answerBrokenBody(ChannelHandlerContext ctx) {
        if (!broken || answered || refusal == null || open.size() > 1) {
            return;
        }
        answered = true;
        if (open.isEmpty() || begun) {
            // It has an answer, or the beginning of one.
            close(ctx, ctx.newPromise());
            return;
        }
        ctx.writeAndFlush(Worded.answer(refusal))
                .addListener((ChannelFutureListener) _ -> close(ctx, ctx.newPromise()));
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (answered) {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
        } else if (message instanceof HttpResponse response && isInterim(response)) {
            var _ = ctx.write(response, promise);
            if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
                ctx.pipeline().remove(this);
            }
        } else {
            begun = true;
            var _ = ctx.write(worded(message), promise);
            if (message instanceof LastHttpContent) {
                open.poll();
                begun = false;
                answerBrokenBody(ctx);
            }
        }
    }

    private static boolean isInterim(HttpResponse response) {
        return response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private Object worded(Object message) {
        if (!(message instanceof HttpResponse response) || HttpMethod.HEAD.equals(open.peek())) {
            return message;
        }
        return Worded.of(response, open.size() == 1 ? refusal : null);
    }

    /**
     * Closing a socket with unread bytes resets it, and the reset overtakes the answer. So a client
     * that was refused is first told that nothing more comes, and may hang up by itself.
     */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (refusal == null
                || lingers
                || !ctx.channel().isActive()
                || !(ctx.channel() instanceof DuplexChannel socket)) {
            var _ = ctx.close(promise);
            return;
        }
        lingers = true;
        ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
        socket.config().setAutoRead(true);
        // What Vert.x said is flushed only when it has read all that there is.
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener((ChannelFutureListener) _ -> end(socket));
        var _ = ctx.executor().schedule(() -> hangUp(ctx), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void end(DuplexChannel socket) {
        var _ = socket.shutdownOutput();
    }

    private static void hangUp(ChannelHandlerContext ctx) {
        var _ = ctx.close();
    }
}
