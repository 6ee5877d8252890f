package dev.holdfast.worker.provider.wire;

import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderStream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server that nobody vouches for for its list of models: of what it sends, a bounded part is
 * read. Confined to the context on which it is begun; answers at most once, and never after it was
 * cancelled. Never ends by itself where the server is silent: the caller bounds the time.
 */
final class ListCall implements ProviderStream {
    private final StreamTransport transport;
    private final Consumer<ListAnswer> heard;
    private final Buffer body = Buffer.buffer();
    private @Nullable HttpClientRequest request;
    private boolean over;

    ListCall(StreamTransport transport, Consumer<ListAnswer> heard) {
        this.transport = transport;
        this.heard = heard;
    }

    void begin(String url, Map<String, String> headers) {
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url);
        headers.forEach(options::addHeader);
        options.putHeader("Accept", "application/json");
        transport
                .request(options)
                .onSuccess(this::send)
                .onFailure(cause -> end(failed(StreamTransport.notDialled(cause))));
    }

    private void send(HttpClientRequest made) {
        request = made;
        if (over) {
            made.reset();
            return;
        }
        made.send().onSuccess(this::read).onFailure(_ -> end(failed(cutOff())));
    }

    private void read(HttpClientResponse head) {
        if (over) {
            return;
        }
        head.exceptionHandler(_ -> end(failed(cutOff())));
        head.endHandler(_ -> end(answer(head)));
        head.handler(chunk -> {
            int room = transport.maxEventBytes() - body.length();
            if (!over && chunk.length() > room) {
                end(failed(new ProviderFailure.Unintelligible()));
                hangUp();
            } else if (!over) {
                body.appendBuffer(chunk);
            }
        });
    }

    private ListAnswer answer(HttpClientResponse head) {
        if (head.statusCode() == 200) {
            return ModelList.read(body)
                    .<ListAnswer>map(ListAnswer.Listed::new)
                    .orElseGet(ListAnswer.NoList::new);
        }
        ProviderFailure failure =
                transport
                        .failures()
                        .of(head.statusCode(), head.getHeader("Retry-After"), body.toString());
        // Of the list, and not of the key: some keys may ask for answers alone.
        boolean ofTheList =
                failure instanceof ProviderFailure.Forbidden
                        || failure instanceof ProviderFailure.ModelNotFound
                        || failure instanceof ProviderFailure.RequestRefused;
        return ofTheList || head.statusCode() == 501 ? new ListAnswer.NoList() : failed(failure);
    }

    private static ListAnswer failed(ProviderFailure failure) {
        return new ListAnswer.Failed(failure);
    }

    private static ProviderFailure cutOff() {
        return new ProviderFailure.CutOff();
    }

    private void end(ListAnswer answer) {
        if (!over) {
            over = true;
            heard.accept(answer);
        }
    }

    private void hangUp() {
        if (request != null) {
            request.reset();
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            hangUp();
        }
    }

    /** There is nothing to hold back. */
    @Override
    public void pause() {}

    @Override
    public void resume() {}
}
