package dev.holdfast.worker.provider;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Speaks for another, and passes everything on. A decorator overrides what it has a say in, so that
 * what providers learn to do reaches their callers through all of them.
 */
public abstract class ForwardingProvider implements Provider {
    protected final Provider delegate;

    protected ForwardingProvider(Provider delegate) {
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
    public ProviderStream check(ProviderKey key, Consumer<Optional<ProviderFailure>> heard) {
        return delegate.check(key, heard);
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        return delegate.stream(call, listener);
    }
}
