package dev.holdfast.worker.provider.wire;

import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderStream;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries a key with a call that costs nothing. An answer that says nothing of the key (there is no
 * such address, the key has no right to it but may have others, it is no list) leaves the word to
 * another call. Confined to the context on which it is begun; heard at most once, and never after
 * it was cancelled.
 */
final class KeyTrial implements ProviderStream {
    /** Of a body that tells why; enough for any error object. */
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private final StreamTransport transport;
    private final Consumer<Optional<ProviderFailure>> heard;
    private final Supplier<ProviderStream> otherCall;
    private @Nullable HttpClientRequest request;
    private @Nullable ProviderStream other;
    private boolean over;

    /**
     * @param otherCall begins the call that decides where this one cannot; it says itself what is
     *     heard
     */
    KeyTrial(
            StreamTransport transport,
            Consumer<Optional<ProviderFailure>> heard,
            Supplier<ProviderStream> otherCall) {
        this.transport = transport;
        this.heard = heard;
        this.otherCall = otherCall;
    }

    void begin(String url, Map<String, String> headers) {
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url);
        headers.forEach(options::addHeader);
        transport
                .request(options)
                .onSuccess(this::send)
                .onFailure(cause -> end(StreamTransport.notDialled(cause)));
    }

    private void send(HttpClientRequest made) {
        request = made;
        if (over) {
            made.reset();
            return;
        }
        made.send().onSuccess(this::read).onFailure(_ -> end(new ProviderFailure.CutOff()));
    }

    private void read(HttpClientResponse head) {
        if (over) {
            return;
        }
        head.exceptionHandler(_ -> end(new ProviderFailure.CutOff()));
        if (head.statusCode() == 200) {
            if (isJson(head)) {
                end(null);
            } else {
                callOther();
            }
            // The list itself is not wanted, and some are megabytes.
            hangUp();
            return;
        }
        Buffer body = Buffer.buffer();
        head.handler(chunk -> {
            int room = MAX_ERROR_BYTES - body.length();
            body.appendBuffer(chunk.slice(0, Math.min(room, chunk.length())));
            if (body.length() >= MAX_ERROR_BYTES && !over) {
                judge(head, body);
                hangUp();
            }
        });
        head.endHandler(_ -> judge(head, body));
    }

    private static boolean isJson(HttpClientResponse head) {
        String contentType = head.getHeader("Content-Type");
        return contentType != null
                && contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    private void judge(HttpClientResponse head, Buffer body) {
        if (over) {
            return;
        }
        ProviderFailure failure =
                transport
                        .failures()
                        .of(head.statusCode(), head.getHeader("Retry-After"), body.toString());
        switch (failure) {
            // Of the list, and not of the key: OpenAI lets keys be made that may ask for answers
            // alone.
            case ProviderFailure.Forbidden _,
                    ProviderFailure.ModelNotFound _,
                    ProviderFailure.RequestRefused _,
                    ProviderFailure.TurnsRefused _ ->
                    callOther();
            case ProviderFailure.KeyRefused _,
                    ProviderFailure.KeyMissing _,
                    ProviderFailure.RateLimited _,
                    ProviderFailure.QuotaExceeded _,
                    ProviderFailure.ContextTooLong _,
                    ProviderFailure.ContentFiltered _,
                    ProviderFailure.Unreachable _,
                    ProviderFailure.CertificateRefused _,
                    ProviderFailure.AddressRefused _,
                    ProviderFailure.Redirected _,
                    ProviderFailure.Broken _,
                    ProviderFailure.ModelLoading _,
                    ProviderFailure.EmptyAnswer _,
                    ProviderFailure.Unintelligible _,
                    ProviderFailure.TimedOut _,
                    ProviderFailure.CutOff _ ->
                    end(failure);
        }
    }

    private void callOther() {
        over = true;
        other = otherCall.get();
    }

    private void end(@Nullable ProviderFailure failure) {
        if (!over) {
            over = true;
            heard.accept(Optional.ofNullable(failure));
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
        if (other != null) {
            other.cancel();
        }
    }

    /** There is nothing to hold back. */
    @Override
    public void pause() {}

    @Override
    public void resume() {}
}
