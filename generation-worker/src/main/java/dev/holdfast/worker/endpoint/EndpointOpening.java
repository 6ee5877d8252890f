package dev.holdfast.worker.endpoint;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.worker.provider.Provider;
import dev.holdfast.worker.provider.wire.Listing;

/** What came of looking at a user's endpoint. */
public sealed interface EndpointOpening {

    /**
     * @param provider with every promise that {@link Provider} makes
     * @param listing the same server
     */
    record Opened(Provider provider, Listing listing) implements EndpointOpening {}

    /** It is not called; why, as its user is to read it. */
    record Refused(Problem problem) implements EndpointOpening {}
}
