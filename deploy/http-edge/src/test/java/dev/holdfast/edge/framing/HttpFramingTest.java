package dev.holdfast.edge.framing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpFramingTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String BROKEN =
            "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n";

    private final EmbeddedChannel channel =
            new EmbeddedChannel(
                    new StrictRequestDecoder(new HttpServerOptions()),
                    new HttpResponseEncoder(),
                    new HttpFraming());

    @Test
    void letsAnAnswerWithWordsPass() {
        say(GET);
        DefaultFullHttpResponse answer = response(404);
        answer.headers().set("content-type", "text/plain").set("content-length", 0);
        channel.writeOutbound(answer);
        assertThat(heard()).contains("404 Not Found").doesNotContain("urn:holdfast");
    }

    @Test
    void wordsAnAnswerThatHasNone() {
        say(GET);
        channel.writeOutbound(response(404));
        assertThat(heard()).contains("application/problem+json", "\"slug\":\"not-found\"");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void saysNothingToAHead() {
        say("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
        channel.writeOutbound(response(404));
        assertThat(heard()).doesNotContain("urn:holdfast");
    }

    @Test
    void answersABodyThatBreaks() {
        say(BROKEN);
        assertThat(heard()).contains("400 Bad Request", "malformed-request");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void answersABodyThatBreaksInItsTurn() {
        // given
        say(GET + BROKEN);
        assertThat(heard()).isEmpty();

        // when
        channel.writeOutbound(response(200));

        // then
        assertThat(heard()).matches("(?s)HTTP/1.1 200.*HTTP/1.1 400.*malformed-request.*");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void endsWithoutASecondAnswerWhereTheFirstWasGiven() {
        say("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        channel.writeOutbound(response(401));
        say("xyz\r\n");
        assertThat(heard()).contains("401").doesNotContain("400");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void marksABadHeadAndReadsNothingBehindIt() {
        say("GET / HTTP/1.1\r\n\r\n" + GET);
        HttpRequest bad = channel.readInbound();
        assertThat(bad.decoderResult().isFailure()).isTrue();
        channel.inboundMessages().clear();
        say(GET);
        assertThat(channel.inboundMessages()).isEmpty();
    }

    @Test
    void givesAnOlderAnswerItsOwnWords() {
        // given: the first will be answered with an error, the second is refused
        say(GET + "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n");

        // when
        channel.writeOutbound(response(403));

        // then
        assertThat(heard()).contains("\"slug\":\"forbidden\"");
        channel.writeOutbound(response(400));
        assertThat(heard()).contains("percent").contains("connection: close");
    }

    private void say(String latin1) {
        channel.writeInbound(Unpooled.copiedBuffer(latin1, StandardCharsets.ISO_8859_1));
    }

    private String heard() {
        channel.runPendingTasks();
        StringBuilder heard = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound();
                bytes != null;
                bytes = channel.readOutbound()) {
            heard.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
        }
        return heard.toString();
    }

    private static DefaultFullHttpResponse response(int status) {
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(status),
                        Unpooled.EMPTY_BUFFER);
        response.headers().set("content-length", 0);
        return response;
    }
}
