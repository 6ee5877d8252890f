package dev.holdfast.worker.provider.wire;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Where LangChain4j hands over the request that it wrote. Its timeouts are kept elsewhere, and its
 * listener hears nothing.
 */
final class Handover implements HttpClient, HttpClientBuilder {
    private final Consumer<HttpRequest> written;

    Handover(Consumer<HttpRequest> written) {
        this.written = written;
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventListener listener) {
        written.accept(request);
    }

    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        written.accept(request);
    }

    /** Only streams are asked for here. */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("this transport only streams");
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ZERO;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return Duration.ZERO;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
