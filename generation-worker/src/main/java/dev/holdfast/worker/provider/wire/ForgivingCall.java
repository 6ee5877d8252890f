package dev.holdfast.worker.provider.wire;

import dev.holdfast.worker.provider.ForwardingListener;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.wire.Peculiarities.Demands;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One call to a server that may be stricter than its vendor. Where it refuses the request for a
 * field that we sent for ourselves and nobody chose, it is called once more without; where it
 * demands that roles alternate, with the turns of one role joined. The server is remembered. Each
 * call meets one demand more, so it ends. Confined to its context.
 */
final class ForgivingCall extends ForwardingListener implements ProviderStream {
    private final Set<String> optional;
    private final Peculiarities learnt;
    private final String baseUrl;
    private final boolean repeatsARole;

    /** Null from the first word on: from then on it is never made again. */
    private @Nullable BiFunction<Demands, ProviderListener, ProviderStream> call;

    private @Nullable ProviderStream stream;
    private boolean paused;

    /** What the last call met; others may have learnt more meanwhile. */
    private Demands met = Demands.NONE;

    /** Whether a word came: then the request was taken. */
    private boolean spoke;

    /**
     * @param optional fields of the body that may be left out
     * @param repeatsARole whether the conversation has two turns of one role in a row
     * @param call begins a call that meets these demands
     */
    ForgivingCall(
            ProviderListener listener,
            Set<String> optional,
            Peculiarities learnt,
            String baseUrl,
            boolean repeatsARole,
            BiFunction<Demands, ProviderListener, ProviderStream> call) {
        super(listener);
        this.optional = optional;
        this.learnt = learnt;
        this.baseUrl = baseUrl;
        this.repeatsARole = repeatsARole;
        this.call = call;
    }

    void begin() {
        met = learnt.demands(baseUrl);
        stream = Objects.requireNonNull(call).apply(met, this);
        if (paused) {
            stream.pause();
        }
    }

    /** The request was taken: it is not made again, and its prompt no longer needed. */
    private void spoke() {
        spoke = true;
        call = null;
    }

    @Override
    public void reasoned(String piece) {
        spoke();
        listener.reasoned(piece);
    }

    @Override
    public void answered(String piece) {
        spoke();
        listener.answered(piece);
    }

    @Override
    public void failed(ProviderFailure failure) {
        if (spoke) {
            listener.failed(failure);
            return;
        }
        Optional<String> field = refusedField(failure);
        if (field.isPresent()) {
            learnt.refuses(baseUrl, field.get());
            begin();
        } else if (wantsTurnsJoined(failure)) {
            learnt.demandsAlternation(baseUrl);
            begin();
        } else {
            listener.failed(failure);
        }
    }

    private boolean wantsTurnsJoined(ProviderFailure failure) {
        return failure instanceof ProviderFailure.TurnsRefused
                && repeatsARole
                && !met.alternation();
    }

    private Optional<String> refusedField(ProviderFailure failure) {
        if (!(failure instanceof ProviderFailure.RequestRefused refused)
                || refused.said() == null) {
            return Optional.empty();
        }
        String said = refused.said();
        return optional.stream()
                .filter(field -> !met.refused().contains(field) && said.contains(field))
                .findFirst();
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
