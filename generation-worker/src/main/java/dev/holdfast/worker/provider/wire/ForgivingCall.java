package dev.holdfast.worker.provider.wire;

import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One call to a server that may be stricter than its vendor: where it refuses the request for a
 * field that we sent for ourselves and nobody chose, it is called once more without, and the server
 * is remembered. Each call leaves out one field more, so it ends. Confined to its context.
 */
final class ForgivingCall implements ProviderStream, ProviderListener {
    private final ProviderListener listener;
    private final Set<String> optional;
    private final Peculiarities learnt;
    private final String baseUrl;
    private final BiFunction<Set<String>, ProviderListener, ProviderStream> call;
    private @Nullable ProviderStream stream;
    private boolean paused;

    /**
     * @param optional fields of the body that may be left out
     * @param call begins a call without the fields given
     */
    ForgivingCall(
            ProviderListener listener,
            Set<String> optional,
            Peculiarities learnt,
            String baseUrl,
            BiFunction<Set<String>, ProviderListener, ProviderStream> call) {
        this.listener = listener;
        this.optional = optional;
        this.learnt = learnt;
        this.baseUrl = baseUrl;
        this.call = call;
    }

    void begin() {
        stream = call.apply(learnt.refused(baseUrl), this);
        if (paused) {
            stream.pause();
        }
    }

    @Override
    public void failed(ProviderFailure failure) {
        Optional<String> field = refusedField(failure);
        if (field.isPresent()) {
            learnt.refuses(baseUrl, field.get());
            begin();
        } else {
            listener.failed(failure);
        }
    }

    private Optional<String> refusedField(ProviderFailure failure) {
        if (!(failure instanceof ProviderFailure.RequestRefused refused)
                || refused.said() == null) {
            return Optional.empty();
        }
        String said = refused.said();
        Set<String> left = learnt.refused(baseUrl);
        return optional.stream()
                .filter(field -> !left.contains(field) && said.contains(field))
                .findFirst();
    }

    @Override
    public void reasoned(String piece) {
        listener.reasoned(piece);
    }

    @Override
    public void answered(String piece) {
        listener.answered(piece);
    }

    @Override
    public void stirred() {
        listener.stirred();
    }

    @Override
    public void completed(Completion completion) {
        listener.completed(completion);
    }

    @Override
    public void cancel() {
        if (stream != null) {
            stream.cancel();
        }
    }

    @Override
    public void pause() {
        paused = true;
        if (stream != null) {
            stream.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (stream != null) {
            stream.resume();
        }
    }
}
