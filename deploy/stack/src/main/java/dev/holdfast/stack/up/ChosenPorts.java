package dev.holdfast.stack.up;

import dev.holdfast.stack.local.StackPorts;
import dev.holdfast.stack.process.FreePorts;
import java.net.URI;
import java.util.Map;

/** The usual ports, each of which a variable can change. */
final class ChosenPorts {
    private static final String PREFIX = "HOLDFAST_UP_";

    private ChosenPorts() {}

    /**
     * @throws Hint when one is taken, or is no port
     */
    static StackPorts from(Map<String, String> environment) {
        return new StackPorts(
                port(environment, "chat-api", "CHAT_API_PORT", 8080),
                port(environment, "stream-gateway", "STREAM_GATEWAY_PORT", 8081),
                port(environment, "generation-worker", "WORKER_PORT", 8082),
                port(environment, "the OIDC provider", "OIDC_PORT", 8083),
                port(environment, "Kafka", "KAFKA_PORT", 9092),
                port(environment, "PostgreSQL", "POSTGRES_PORT", 5432));
    }

    /** Where {@code deploy/live} shows the web app; nothing needs to listen there. */
    static URI livePage(Map<String, String> environment) {
        return URI.create("http://localhost:" + number(environment, PREFIX + "LIVE_PORT", 8090));
    }

    private static int port(
            Map<String, String> environment, String part, String variable, int usual) {
        String name = PREFIX + variable;
        int port = number(environment, name, usual);
        if (!FreePorts.isFree(port)) {
            throw new Hint(
                    "Port "
                            + port
                            + ", where "
                            + part
                            + " wants to listen, is taken: stop what listens there, or choose"
                            + " another with "
                            + name
                            + "="
                            + FreePorts.pick()
                            + " deploy/up.");
        }
        return port;
    }

    private static int number(Map<String, String> environment, String name, int usual) {
        String word = environment.getOrDefault(name, Integer.toString(usual));
        int port;
        try {
            port = Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new Hint(name + " is \"" + word + "\", which is not a port.");
        }
        if (port < 1 || port > 65_535) {
            throw new Hint(name + " is " + port + ", which is not a port.");
        }
        return port;
    }
}
