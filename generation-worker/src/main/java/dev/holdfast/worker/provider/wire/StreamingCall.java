package dev.holdfast.worker.provider.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Reworded;
import dev.langchain4j.http.client.HttpRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
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
        // Compression holds words back; a server that compresses all the same is understood.
        options.putHeader("Accept-Encoding", "identity");
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
        if (head.statusCode() == 200) {
            readAnswer(head);
        } else {
            readWhyNot(head);
        }
        if (paused) {
            head.pause();
        }
    }

    private void readAnswer(HttpClientResponse head) {
        AnswerBody body = new AnswerBody(transport.maxEventBytes(), new Reading());
        head.handler(chunk -> {
            if (!over && !body.feed(chunk)) {
                giveUp(new ProviderFailure.Unintelligible());
            }
        });
        head.endHandler(_ -> {
            ended = true;
            if (!over) {
                body.end();
            }
            if (!over) {
                reader.end(answer, AnswerReader.End.CLOSED);
            }
        });
    }

    /** What the body of an answer holds, as it is found out. */
    private final class Reading implements AnswerBody.Sink {

        @Override
        public boolean event(String name, String data) {
            if (over) {
                return false;
            }
            String text = data.strip();
            if (text.equals(DONE)) {
                reader.end(answer, AnswerReader.End.DECLARED);
                return false;
            }
            if (name.equals(SseReader.ERROR)) {
                giveUp(transport.failures().ofErrorEvent(text));
                return false;
            }
            try {
                take(JSON.readTree(text));
            } catch (JsonProcessingException garbage) {
                giveUp(new ProviderFailure.Unintelligible());
            }
            return !over;
        }

        @Override
        public void comment() {
            if (!over) {
                answer.stirred();
            }
        }

        /** One whole answer, or the events of one without the frame of a stream. */
        @Override
        public void json(String whole) {
            try (MappingIterator<JsonNode> values =
                    JSON.readerFor(JsonNode.class).readValues(whole)) {
                while (!over && values.hasNextValue()) {
                    JsonNode value = values.nextValue();
                    if (value.isArray()) {
                        value.forEach(this::take);
                    } else {
                        take(value);
                    }
                }
            } catch (IOException garbage) {
                giveUp(new ProviderFailure.Unintelligible());
            }
            if (!over) {
                reader.end(
                        answer.spoke
                                ? answer
                                : new Reworded(answer, _ -> new ProviderFailure.Unintelligible()),
                        answer.spoke ? AnswerReader.End.DECLARED : AnswerReader.End.CLOSED);
            }
        }

        @Override
        public void neither() {
            fail(new ProviderFailure.Unintelligible());
        }

        private void take(JsonNode event) {
            if (over) {
                return;
            }
            transport
                    .failures()
                    .within(event)
                    .ifPresentOrElse(failure -> giveUp(failure), () -> reader.event(event, answer));
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
        return transport
                .failures()
                .of(head.statusCode(), head.getHeader("Retry-After"), body.toString());
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

        /** Whether a word of it has come. */
        private boolean spoke;

        Answer(ProviderListener listener) {
            this.listener = listener;
        }

        @Override
        public void reasoned(String piece) {
            if (!over && !piece.isEmpty()) {
                spoke = true;
                listener.reasoned(piece);
            }
        }

        @Override
        public void answered(String piece) {
            if (!over && !piece.isEmpty()) {
                spoke = true;
                listener.answered(piece);
            }
        }

        @Override
        public void cites(Cited citation) {
            if (!over) {
                listener.cites(citation);
            }
        }

        @Override
        public void spent(Usage usage) {
            if (!over) {
                listener.spent(usage);
            }
        }

        @Override
        public void stirred() {
            listener.stirred();
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
