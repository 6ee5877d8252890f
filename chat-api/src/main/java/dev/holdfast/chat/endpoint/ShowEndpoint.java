package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.keys.KeyStatus;
import dev.holdfast.chat.keys.KeysConfig;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From a kept endpoint to what is shown of it. A try that no worker answered in time is given up,
 * as that of a key is.
 */
@ApplicationScoped
class ShowEndpoint {
    private final EndpointJson json;
    private final KeysConfig config;
    private final Clock clock;

    ShowEndpoint(EndpointJson json, KeysConfig config, Clock clock) {
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    EndpointView of(Endpoint endpoint) {
        String status = endpoint.status();
        if (status != null) {
            return view(
                    endpoint,
                    KeyStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                    json.problem(endpoint.problem()));
        }
        boolean late =
                endpoint.checkRequestedAt().plus(config.checkPatience()).isBefore(clock.instant());
        return late
                ? view(endpoint, KeyStatus.UNREACHABLE, unanswered())
                : view(endpoint, KeyStatus.CHECKING, null);
    }

    private EndpointView view(Endpoint endpoint, KeyStatus status, @Nullable Problem problem) {
        return new EndpointView(
                endpoint.name(),
                UserEndpoint.provider(endpoint.name()),
                endpoint.title(),
                endpoint.baseUrl(),
                endpoint.lastFour(),
                json.names(endpoint.models()),
                json.offers(endpoint.found()).stream().map(ModelOffer::name).toList(),
                endpoint.createdAt(),
                status,
                endpoint.checkedAt(),
                problem);
    }

    private static Problem unanswered() {
        return ProblemType.NO_WORKER_AVAILABLE.because(
                "No worker has tried this endpoint. It is kept; try it again, or send a message to"
                        + " see whether it works.");
    }
}
