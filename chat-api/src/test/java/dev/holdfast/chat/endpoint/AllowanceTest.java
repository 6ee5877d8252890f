package dev.holdfast.chat.endpoint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllowanceTest {

    @Test
    void namesTheSettingThatNamesNoHost() {
        assertThatThrownBy(() -> new Allowance(new Listing(List.of("ollama.lan", "10.0.0.0/8"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("holdfast.endpoints.allowed-hosts");
        assertThatCode(() ->
                        new Allowance(new Listing(List.of("ollama.lan", "192.168.1.20:11434"))))
                .doesNotThrowAnyException();
    }

    private record Listing(List<String> hosts) implements EndpointsConfig {
        @Override
        public boolean allowed() {
            return true;
        }

        @Override
        public Optional<List<String>> allowedHosts() {
            return Optional.of(hosts);
        }

        @Override
        public boolean httpAllowed() {
            return false;
        }

        @Override
        public int most() {
            return 1;
        }
    }
}
