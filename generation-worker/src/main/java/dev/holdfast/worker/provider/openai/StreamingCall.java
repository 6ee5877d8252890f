package dev.holdfast.worker.provider.openai;

import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderStream;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call's way through LangChain4j: its transport, and the handle by which it is paused and given
 * up. LangChain4j sees events and a clean end, nothing else; failures go to {@code failures} as
 * data. Confined to the context on which it is executed; ends at most once.
 */
final class StreamingCall implements HttpClient, ProviderStream {
    /** Of a body that tells why; enough for any error object. */
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private static final String DONE = "[DONE]";

    private final StreamTransport transport;
    private final Consumer<ProviderFailure> failures;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private boolean paused;
    private boolean over;

    StreamingCall(StreamTransport transport, Consumer<ProviderFailure> failures) {
        this.transport = transport;
        this.failures = failures;
    }

    @Override
    public void execute(HttpRequest call, ServerSentEventListener listener) {
        RequestOptions options =
                new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(call.url());
        call.headers()
                .forEach((name, values) -> values.forEach(value -> options.addHeader(name, value)));
        options.putHeader("Accept", "text/event-stream");
        transport
                .client()
                .request(options)
                .onSuccess(made -> send(made, call.body(), listener))
                .onFailure(_ -> fail(new ProviderFailure.Unreachable()));
    }

    private void send(HttpClientRequest made, String body, ServerSentEventListener listener) {
        request = made;
        if (over) {
            made.reset();
            return;
        }
        made.send(Buffer.buffer(body))
                .onSuccess(answer -> read(answer, listener))
                .onFailure(_ -> fail(new ProviderFailure.CutOff()));
    }

    private void read(HttpClientResponse answer, ServerSentEventListener listener) {
        if (over) {
            return;
        }
        response = answer;
        answer.exceptionHandler(_ -> fail(new ProviderFailure.CutOff()));
        String contentType = answer.getHeader("Content-Type");
        boolean isStream =
                contentType != null
                        && contentType.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
        if (answer.statusCode() == 200 && isStream) {
            readEvents(answer, listener);
        } else {
            readWhyNot(answer);
        }
        if (paused) {
            answer.pause();
        }
    }

    private void readEvents(HttpClientResponse answer, ServerSentEventListener listener) {
        listener.onOpen(SuccessfulHttpResponse.builder().statusCode(200).headers(Map.of()).build());
        SseReader reader =
                new SseReader(
                        transport.maxEventBytes(), (name, data) -> event(name, data, listener));
        answer.handler(chunk -> {
            if (!over && !reader.feed(chunk)) {
                giveUp(new ProviderFailure.Unintelligible());
            }
        });
        answer.endHandler(_ -> {
            if (!over) {
                reader.end();
                close(listener);
            }
        });
    }

    /**
     * @return whether more is wanted
     */
    private boolean event(String name, String data, ServerSentEventListener listener) {
        if (over) {
            return false;
        }
        if (data.equals(DONE)) {
            close(listener);
            transport.resetUnlessEnded(request, response);
            return false;
        }
        Optional<ProviderFailure> error = transport.failures().within(data);
        if (error.isPresent()) {
            giveUp(error.get());
            return false;
        }
        listener.onEvent(new ServerSentEvent(name.isEmpty() ? null : name, data));
        return !over;
    }

    /** The stream's clean end; whether the answer had ended is for the finish reason to say. */
    private void close(ServerSentEventListener listener) {
        if (!over) {
            over = true;
            listener.onClose();
        }
    }

    private void readWhyNot(HttpClientResponse answer) {
        Buffer body = Buffer.buffer();
        answer.handler(chunk -> {
            int room = MAX_ERROR_BYTES - body.length();
            body.appendBuffer(chunk.slice(0, Math.min(room, chunk.length())));
            if (body.length() >= MAX_ERROR_BYTES) {
                giveUp(whyNot(answer, body));
            }
        });
        answer.endHandler(_ -> fail(whyNot(answer, body)));
    }

    private ProviderFailure whyNot(HttpClientResponse answer, Buffer body) {
        String text = body.toString();
        if (answer.statusCode() == 200) {
            return transport.failures().within(text).orElseGet(ProviderFailure.Unintelligible::new);
        }
        return transport.failures().of(answer.statusCode(), answer.getHeader("Retry-After"), text);
    }

    /** LangChain4j could not make sense of an event. */
    void notUnderstood() {
        giveUp(new ProviderFailure.Unintelligible());
    }

    private void giveUp(ProviderFailure failure) {
        if (!over) {
            cancel();
            failures.accept(failure);
        }
    }

    private void fail(ProviderFailure failure) {
        if (!over) {
            over = true;
            failures.accept(failure);
        }
    }

    @Override
    public void cancel() {
        over = true;
        if (request != null) {
            request.reset();
        }
    }

    @Override
    public void pause() {
        paused = true;
        if (response != null && !over) {
            response.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (response != null && !over) {
            response.resume();
        }
    }

    /** Only streams are asked for here. */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest call) {
        throw new UnsupportedOperationException("this transport only streams");
    }

    @Override
    public void execute(
            HttpRequest call, ServerSentEventParser parser, ServerSentEventListener listener) {
        execute(call, listener);
    }

    /** What LangChain4j asks its transport of; its timeouts are kept elsewhere. */
    HttpClientBuilder asBuilder() {
        return new HttpClientBuilder() {
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
                return StreamingCall.this;
            }
        };
    }
}
