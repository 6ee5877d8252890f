package dev.holdfast.worker.endpoint;

import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderProfile;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Reworded;

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
        return delegate.stream(
                call,
                call.key() == null
                        ? new Reworded(listener, ProviderFailure::withoutKey)
                        : listener);
    }
}
