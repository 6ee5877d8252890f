package dev.holdfast.worker.endpoint;

import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderProfile;
import dev.holdfast.worker.provider.ProviderStream;

/**
 * A provider that may be called without a key; one that then wants one is to be given one, rather
 * than blamed on the operator.
 */
final class KeylessProvider implements Provider {
    private final Provider delegate;

    KeylessProvider(Provider delegate) {
        this.delegate = delegate;
    }

    @Override
    public ProviderProfile profile() {
        return delegate.profile();
    }

    @Override
    public int keeps(ProviderCall call) {
        return delegate.keeps(call);
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        return delegate.stream(call, call.key() == null ? new Keyless(listener) : listener);
    }

    static ProviderFailure worded(ProviderFailure failure) {
        return failure instanceof ProviderFailure.KeyRefused
                ? new ProviderFailure.KeyMissing()
                : failure;
    }

    /** One call. */
    private record Keyless(ProviderListener listener) implements ProviderListener {
        @Override
        public void reasoned(String piece) {
            listener.reasoned(piece);
        }

        @Override
        public void answered(String piece) {
            listener.answered(piece);
        }

        @Override
        public void completed(Completion completion) {
            listener.completed(completion);
        }

        @Override
        public void failed(ProviderFailure failure) {
            listener.failed(worded(failure));
        }
    }
}
