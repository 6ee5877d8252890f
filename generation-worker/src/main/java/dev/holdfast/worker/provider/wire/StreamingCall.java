package dev.holdfast.worker.provider.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderStream;
import dev.langchain4j.http.client.HttpRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call on the wire, from the request that LangChain4j wrote to the answer's end; the handle by
 * which it is paused and given up. Confined to the context on which it is begun; ends at most once.
 */
final class StreamingCall implements ProviderStream {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Of a body that tells why; enough for any error object. */
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private static final String DONE = "[DONE]";

    private final StreamTransport transport;
    private final AnswerReader reader;
    private final Answer answer;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private boolean paused;
    private boolean over;

    /** Whether the response came to its end, so that its connection is free again. */
    private boolean ended;

    StreamingCall(StreamTransport transport, AnswerReader reader, ProviderListener listener) {
        this.transport = transport;
        this.reader = reader;
        this.answer = new Answer(listener);
    }

    /**
     * @param body what is sent in place of the request's own
     */
    void begin(HttpRequest call, String body) {
        RequestOptions options =
                new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(call.url());
        call.headers()
                .forEach((name, values) -> values.forEach(value -> options.addHeader(name, value)));
        options.putHeader("Accept", "text/event-stream");
        transport
                .request(options)
                .onSuccess(made -> send(made, body))
                .onFailure(cause -> fail(StreamTransport.notDialled(cause)));
    }

    private void send(HttpClientRequest made, String body) {
        request = made;
        if (over) {
            made.reset();
            return;
        }
        made.send(Buffer.buffer(body))
                .onSuccess(this::read)
                .onFailure(_ -> fail(new ProviderFailure.CutOff()));
    }

    private void read(HttpClientResponse head) {
        if (over) {
            return;
        }
        response = head;
        head.exceptionHandler(_ -> fail(new ProviderFailure.CutOff()));
        String contentType = head.getHeader("Content-Type");
        boolean isStream =
                contentType != null
                        && contentType.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
        if (head.statusCode() == 200 && isStream) {
            readEvents(head);
        } else {
            readWhyNot(head);
        }
        if (paused) {
            head.pause();
        }
    }

    private void readEvents(HttpClientResponse head) {
        SseReader events = new SseReader(transport.maxEventBytes(), (_, data) -> event(data));
        head.handler(chunk -> {
            if (!over && !events.feed(chunk)) {
                giveUp(new ProviderFailure.Unintelligible());
            }
        });
        head.endHandler(_ -> {
            ended = true;
            if (!over) {
                events.end();
                end();
            }
        });
    }

    /**
     * @return whether more is wanted
     */
    private boolean event(String data) {
        if (over) {
            return false;
        }
        if (data.equals(DONE)) {
            end();
            return false;
        }
        try {
            JsonNode event = JSON.readTree(data);
            Optional<ProviderFailure> error = transport.failures().within(event);
            if (error.isPresent()) {
                giveUp(error.get());
            } else {
                reader.event(event, answer);
            }
        } catch (JsonProcessingException garbage) {
            giveUp(new ProviderFailure.Unintelligible());
        }
        return !over;
    }

    /** The stream's clean end; whether the answer had ended is for its reader to say. */
    private void end() {
        if (!over) {
            reader.end(answer);
        }
    }

    private void readWhyNot(HttpClientResponse head) {
        Buffer body = Buffer.buffer();
        head.handler(chunk -> {
            int room = MAX_ERROR_BYTES - body.length();
            body.appendBuffer(chunk.slice(0, Math.min(room, chunk.length())));
            if (body.length() >= MAX_ERROR_BYTES) {
                giveUp(whyNot(head, body));
            }
        });
        head.endHandler(_ -> {
            ended = true;
            fail(whyNot(head, body));
        });
    }

    private ProviderFailure whyNot(HttpClientResponse head, Buffer body) {
        String text = body.toString();
        if (head.statusCode() != 200) {
            return transport.failures().of(head.statusCode(), head.getHeader("Retry-After"), text);
        }
        try {
            return transport
                    .failures()
                    .within(JSON.readTree(text))
                    .orElseGet(ProviderFailure.Unintelligible::new);
        } catch (JsonProcessingException garbage) {
            return new ProviderFailure.Unintelligible();
        }
    }

    /** Fails the call and closes its connection. */
    void giveUp(ProviderFailure failure) {
        if (!over) {
            cancel();
            answer.listener.failed(failure);
        }
    }

    private void fail(ProviderFailure failure) {
        if (!over) {
            over = true;
            answer.listener.failed(failure);
        }
    }

    @Override
    public void cancel() {
        over = true;
        if (request != null && !ended) {
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

    /** Lets a reader's words through until the call is over. */
    private final class Answer implements ProviderListener {
        private final ProviderListener listener;

        Answer(ProviderListener listener) {
            this.listener = listener;
        }

        @Override
        public void reasoned(String piece) {
            if (!over && !piece.isEmpty()) {
                listener.reasoned(piece);
            }
        }

        @Override
        public void answered(String piece) {
            if (!over && !piece.isEmpty()) {
                listener.answered(piece);
            }
        }

        @Override
        public void completed(Completion completion) {
            if (!over) {
                over = true;
                if (!ended) {
                    transport.resetUnlessEnded(request, response);
                }
                listener.completed(completion);
            }
        }

        @Override
        public void failed(ProviderFailure failure) {
            giveUp(failure);
        }
    }
}
