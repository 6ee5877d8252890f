package dev.holdfast.worker.provider;

import java.util.function.UnaryOperator;

/** Hears the same, but for why a call failed. */
public final class Reworded extends ForwardingListener {
    private final UnaryOperator<ProviderFailure> words;

    /**
     * @param words what is said in place of each failure
     */
    public Reworded(ProviderListener listener, UnaryOperator<ProviderFailure> words) {
        super(listener);
        this.words = words;
    }

    @Override
    public void failed(ProviderFailure failure) {
        listener.failed(words.apply(failure));
    }
}
