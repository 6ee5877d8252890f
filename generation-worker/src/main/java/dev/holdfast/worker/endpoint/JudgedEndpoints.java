package dev.holdfast.worker.endpoint;

import dev.holdfast.contracts.endpoint.EndpointRules;
import dev.holdfast.contracts.endpoint.EndpointUrl;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.edge.outbound.Proxies;
import dev.holdfast.worker.provider.Timers;
import dev.holdfast.worker.provider.UserProviders;
import dev.holdfast.worker.provider.entry.ProviderEntry;
import dev.holdfast.worker.provider.entry.Served;
import dev.holdfast.worker.provider.openai.ChatCompletionsDialect;
import dev.holdfast.worker.provider.wire.StreamTransport;
import dev.holdfast.worker.provider.wire.VendorProvider;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Believes nothing that chat-api has found out about an endpoint. */
final class JudgedEndpoints implements UserEndpoints {
    private final boolean allowed;
    private final EndpointRules rules;
    private final Tools tools;

    /** What it works with. */
    record Tools(
            StreamTransport transport,
            NameResolver names,
            Proxies proxies,
            Timers timers,
            UserProviders decorating) {}

    /**
     * @throws EndpointUrl.Wrong if the operator's list names something that is no host
     */
    JudgedEndpoints(EndpointConfig config, Tools tools) {
        this.allowed = config.allowed();
        this.rules =
                EndpointRules.of(config.httpAllowed(), config.allowedHosts().orElse(List.of()));
        this.tools = tools;
    }

    @Override
    public EndpointOpening open(String provider, @Nullable UserEndpoint endpoint) {
        if (!allowed) {
            return UserEndpoints.none().open(provider, endpoint);
        }
        if (endpoint == null || !endpoint.provider().equals(provider)) {
            return refused(
                    ProblemType.ENDPOINT_NOT_FOUND,
                    "The endpoint of this model was deleted. Choose another model.");
        }
        try {
            EndpointUrl url = EndpointUrl.of(endpoint.baseUrl());
            Optional<String> objection = rules.objection(url);
            return objection.isPresent()
                    ? refused(ProblemType.ENDPOINT_ADDRESS_REFUSED, objection.get())
                    : opened(endpoint, url);
        } catch (EndpointUrl.Wrong wrong) {
            return refused(ProblemType.ENDPOINT_ADDRESS_REFUSED, wrong.why());
        }
    }

    private static EndpointOpening refused(ProblemType type, String why) {
        return new EndpointOpening.Refused(type.because(why));
    }

    private EndpointOpening opened(UserEndpoint endpoint, EndpointUrl url) {
        VendorProvider plain =
                new VendorProvider(
                        new Served(
                                ProviderEntry.compatible(
                                        endpoint.provider(), endpoint.title(), url.text()),
                                null,
                                null),
                        new ChatCompletionsDialect(),
                        tools.transport()
                                .through(
                                        new CheckedDial(
                                                url, rules, tools.names(), tools.proxies())),
                        tools.timers());
        return new EndpointOpening.Opened(
                tools.decorating().around(new KeylessProvider(plain)), plain);
    }
}
