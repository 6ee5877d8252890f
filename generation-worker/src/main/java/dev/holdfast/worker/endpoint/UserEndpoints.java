package dev.holdfast.worker.endpoint;

import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Makes a provider of a user's endpoint, for one call. Safe for any thread. */
@FunctionalInterface
public interface UserEndpoints {

    /**
     * @param provider as the request's model names it
     * @param endpoint null where its user has deleted it
     */
    EndpointOpening open(String provider, @Nullable UserEndpoint endpoint);

    /** Where the operator allows none. */
    static UserEndpoints none() {
        return (_, _) ->
                new EndpointOpening.Refused(
                        ProblemType.ENDPOINTS_NOT_ALLOWED.because(
                                "The worker that took this calls no endpoints of users. Choose"
                                        + " another model."));
    }
}
