package dev.holdfast.worker.provider;

import dev.holdfast.contracts.log.Usage;
import dev.holdfast.contracts.log.WaitsFor;
import org.jspecify.annotations.Nullable;

/**
 * Hears for another, and passes everything on. A decorator overrides what it has a say in, so that
 * a new word of providers reaches their callers through all of them.
 */
public abstract class ForwardingListener implements ProviderListener {
    protected final ProviderListener listener;

    protected ForwardingListener(ProviderListener listener) {
        this.listener = listener;
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
    public void beganAnew() {
        listener.beganAnew();
    }

    @Override
    public void cites(Cited citation) {
        listener.cites(citation);
    }

    @Override
    public void waits(@Nullable WaitsFor what) {
        listener.waits(what);
    }

    @Override
    public void spent(Usage usage) {
        listener.spent(usage);
    }

    @Override
    public void completed(Completion completion) {
        listener.completed(completion);
    }

    @Override
    public void failed(ProviderFailure failure) {
        listener.failed(failure);
    }
}
