package dev.holdfast.chat.endpoint;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** As an operator sets it who lets users bring servers, and has one in the house. */
public final class EndpointsAllowed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "holdfast.endpoints.allowed",
                "true",
                "holdfast.endpoints.allowed-hosts",
                "ollama.lan,192.168.1.20:11434",
                "holdfast.endpoints.most",
                "3");
    }
}
