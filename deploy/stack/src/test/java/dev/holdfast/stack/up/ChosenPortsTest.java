package dev.holdfast.stack.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.stack.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChosenPortsTest {
    private final Map<String, String> environment = new HashMap<>();

    ChosenPortsTest() {
        for (String part :
                new String[] {
                    "CHAT_API", "STREAM_GATEWAY", "WORKER", "OIDC", "KAFKA", "POSTGRES"
                }) {
            environment.put("HOLDFAST_UP_" + part + "_PORT", Integer.toString(FreePorts.pick()));
        }
    }

    @Test
    void areTheVariables() {
        environment.put("HOLDFAST_UP_KAFKA_PORT", "21999");

        assertThat(ChosenPorts.from(environment).kafka()).isEqualTo(21_999);
    }

    @Test
    void nameThePortThatIsTakenAndTheVariableThatChangesIt() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("HOLDFAST_UP_OIDC_PORT", Integer.toString(other.getLocalPort()));

            assertThatThrownBy(() -> ChosenPorts.from(environment))
                    .isInstanceOf(Hint.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("the OIDC provider")
                    .hasMessageContaining("HOLDFAST_UP_OIDC_PORT=");
        }
    }

    @Test
    void mustBePorts() {
        environment.put("HOLDFAST_UP_KAFKA_PORT", "99999");

        assertThatThrownBy(() -> ChosenPorts.from(environment))
                .isInstanceOf(Hint.class)
                .hasMessage("HOLDFAST_UP_KAFKA_PORT is 99999, which is not a port.");
    }

    @Test
    void sayWhereTheLivePageIs() {
        assertThat(ChosenPorts.livePage(environment)).hasToString("http://localhost:8090");

        environment.put("HOLDFAST_UP_LIVE_PORT", "21998");
        assertThat(ChosenPorts.livePage(environment)).hasToString("http://localhost:21998");
    }
}
