package dev.holdfast.edge.framing;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;

/**
 * A connection's pipeline as Vert.x makes it, with our decoder instead of Vert.x's and a {@link
 * HttpFraming} behind the encoder. Where TLS or the choice between HTTP/1 and 2 comes first, Vert.x
 * completes the pipeline later, and so do we. HTTP/2 is left as it is, and so is what is no HTTP.
 */
@ChannelHandler.Sharable
final class HttpPipeline extends ChannelInitializer<Channel> {
    /** Vert.x's names. */
    private static final String DECODER = "httpDecoder";

    private static final String ENCODER = "httpEncoder";

    private final ChannelHandler vertx;

    HttpPipeline(ChannelHandler vertx) {
        this.vertx = vertx;
    }

    @Override
    protected void initChannel(Channel channel) {
        channel.pipeline().addLast(vertx);
        if (!complete(channel.pipeline())) {
            channel.pipeline().addLast(new CompletedLater());
        }
    }

    /**
     * @return false if there is no HTTP/1 codec yet
     */
    private boolean complete(ChannelPipeline pipeline) {
        if (pipeline.get(DECODER) == null || pipeline.get(ENCODER) == null) {
            return false;
        }
        pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(DecoderLimits.known()));
        pipeline.addAfter(ENCODER, "holdfast-framing", new HttpFraming());
        return true;
    }

    /** Stands before whatever Vert.x adds later, so the first bytes pass here before the codec. */
    private final class CompletedLater extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            complete(ctx.pipeline());
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(message);
        }
    }
}
