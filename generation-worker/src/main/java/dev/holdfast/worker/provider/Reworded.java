package dev.holdfast.worker.provider;

import java.util.function.UnaryOperator;

/**
 * Hears the same, but for why a call failed.
 *
 * @param words what is said in place of each failure
 */
public record Reworded(ProviderListener listener, UnaryOperator<ProviderFailure> words)
        implements ProviderListener {
    @Override
    public void reasoned(String piece) {
        listener.reasoned(piece);
    }

    @Override
    public void answered(String piece) {
        listener.answered(piece);
    }

    @Override
    public void cites(Citation citation) {
        listener.cites(citation);
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
    public void completed(Completion completion) {
        listener.completed(completion);
    }

    @Override
    public void failed(ProviderFailure failure) {
        listener.failed(words.apply(failure));
    }
}
