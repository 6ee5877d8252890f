package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.problem.Field;
import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.endpoint.EndpointRules;
import dev.holdfast.contracts.endpoint.EndpointUrl;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.List;

/** Whether endpoints are allowed here at all, and which. */
@Singleton
@Startup
public class Allowance {
    private final boolean allowed;
    private final EndpointRules rules;

    /**
     * @throws ConfigurationException if the operator's list names something that is no host: at the
     *     start, and not when the first user comes
     */
    Allowance(EndpointsConfig config) {
        this.allowed = config.allowed();
        this.rules = rulesOf(config);
    }

    private static EndpointRules rulesOf(EndpointsConfig config) {
        try {
            return EndpointRules.of(config.httpAllowed(), config.allowedHosts().orElse(List.of()));
        } catch (EndpointUrl.Wrong wrong) {
            throw new ConfigurationException(
                    "holdfast.endpoints.allowed-hosts names no host: " + wrong.why());
        }
    }

    public boolean isGiven() {
        return allowed;
    }

    void require() {
        if (!allowed) {
            throw new Refusal(refusal());
        }
    }

    /** The same for a request that names one in this field. */
    void require(String field) {
        if (!allowed) {
            throw new Refusal(refusal().inField(field));
        }
    }

    private static Problem refusal() {
        return ProblemType.ENDPOINTS_NOT_ALLOWED.because(
                "Whoever runs this server can allow them; choose a model of the list.");
    }

    /** What can be seen of an address without looking up its name; the workers see the rest. */
    EndpointUrl checked(Field field) {
        EndpointUrl url = parsed(field);
        rules.objection(url)
                .ifPresent(why -> {
                    throw field.refused(ProblemType.ENDPOINT_ADDRESS_REFUSED, why);
                });
        return url;
    }

    private static EndpointUrl parsed(Field field) {
        try {
            return EndpointUrl.of(field.line(EndpointUrl.LONGEST));
        } catch (EndpointUrl.Wrong wrong) {
            throw field.invalid(wrong.why());
        }
    }
}
