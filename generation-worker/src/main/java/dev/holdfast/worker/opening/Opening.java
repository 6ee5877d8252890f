package dev.holdfast.worker.opening;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.wire.Listing;
import org.jspecify.annotations.Nullable;

/** What came of looking for whom to call. */
public sealed interface Opening {

    /**
     * @param key the user's own; null where the provider is called without one or with the worker's
     * @param listing the same server, where it is a user's endpoint; else null
     */
    record Ready(Provider provider, @Nullable ProviderKey key, @Nullable Listing listing)
            implements Opening {}

    /** This worker has no provider of that id. */
    record NotServed() implements Opening {}

    /** The user's key does not open: it was left for something else, or for another keyset. */
    record KeyUnreadable() implements Opening {}

    /** The endpoint is not called; why, as its user is to read it. */
    record Refused(Problem problem) implements Opening {}
}
