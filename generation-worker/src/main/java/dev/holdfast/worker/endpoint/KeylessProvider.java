package dev.holdfast.worker.endpoint;

import dev.holdfast.worker.provider.ForwardingProvider;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.ProviderStream;
import dev.holdfast.worker.provider.Reworded;

/**
 * Called without a key; where the server then asks for one, its user is told to add a key, instead
 * of a message that blames the operator's.
 */
final class KeylessProvider extends ForwardingProvider {
    KeylessProvider(Provider delegate) {
        super(delegate);
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
