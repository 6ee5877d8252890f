package dev.holdfast.worker.provider;

import dev.holdfast.contracts.problem.ProblemType;
import java.util.EnumSet;
import java.util.Set;

/** Tells {@link ProviderHealth} how each call went. */
public final class WatchedProvider extends ForwardingProvider {

    /** Failures that say something of the provider, and not of this call or its key. */
    private static final Set<ProblemType> ITS_OWN =
            EnumSet.of(
                    ProblemType.PROVIDER_UNREACHABLE,
                    ProblemType.PROVIDER_ERROR,
                    ProblemType.PROVIDER_TIMEOUT,
                    ProblemType.PROVIDER_CUT_OFF);

    private final ProviderHealth health;

    public WatchedProvider(Provider delegate, ProviderHealth health) {
        super(delegate);
        this.health = health;
    }

    @Override
    public ProviderStream stream(ProviderCall call, ProviderListener listener) {
        String id = profile().id();
        return delegate.stream(
                call,
                new ForwardingListener(listener) {

                    @Override
                    public void completed(Completion completion) {
                        health.succeeded(id);
                        listener.completed(completion);
                    }

                    @Override
                    public void failed(ProviderFailure failure) {
                        if (ITS_OWN.contains(failure.type())) {
                            health.failed(id);
                        } else if (failure instanceof ProviderFailure.EmptyAnswer) {
                            health.succeeded(id);
                        }
                        listener.failed(failure);
                    }
                });
    }
}
