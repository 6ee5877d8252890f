package dev.holdfast.edge.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class IssuersProxyTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "HTTPS_PROXY", "http://ann:secret@proxy.corp:3128",
                    "NO_PROXY", "inside.corp");

    private static SmallRyeConfig config(
            Map<String, String> environment, String issuer, Map<String, String> more) {
        Map<String, String> set = new HashMap<>(more);
        set.put("quarkus.oidc.auth-server-url", issuer);
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(set, "set", 250))
                .withSources(new IssuersProxy(environment))
                .build();
    }

    @Test
    void isTheOneThatTheEnvironmentNamesForTheIssuer() {
        SmallRyeConfig config = config(ENVIRONMENT, "https://login.example/realms/a", Map.of());

        assertThat(config.getValue("quarkus.oidc.proxy.host", String.class))
                .isEqualTo("proxy.corp");
        assertThat(config.getValue("quarkus.oidc.proxy.port", Integer.class)).isEqualTo(3128);
        assertThat(config.getValue("quarkus.oidc.proxy.username", String.class)).isEqualTo("ann");
        assertThat(config.getValue("quarkus.oidc.proxy.password", String.class))
                .isEqualTo("secret");
    }

    @Test
    void isNoneForAnIssuerThatIsCalledDirectly() {
        for (String issuer :
                new String[] {
                    "https://inside.corp/", "http://login.example/", "https://localhost:8443/a"
                }) {
            assertThat(
                            config(ENVIRONMENT, issuer, Map.of())
                                    .getOptionalValue("quarkus.oidc.proxy.host", String.class))
                    .as(issuer)
                    .isEmpty();
        }
    }

    @Test
    void givesWayToWhatAnOperatorSets() {
        assertThat(
                        config(
                                        ENVIRONMENT,
                                        "https://login.example/",
                                        Map.of("quarkus.oidc.proxy.host", "own.corp"))
                                .getValue("quarkus.oidc.proxy.host", String.class))
                .isEqualTo("own.corp");
    }

    @Test
    void isNotKeptInABuild() {
        Iterable<String> names =
                config(ENVIRONMENT, "https://login.example/", Map.of()).getPropertyNames();

        assertThat(StreamSupport.stream(names.spliterator(), false))
                .noneMatch(name -> name.startsWith("quarkus.oidc.proxy"));
    }

    @Test
    void isPassedOverHereWhereItIsNone() {
        assertThat(
                        config(
                                        Map.of("HTTPS_PROXY", "socks5://proxy"),
                                        "https://login.example/",
                                        Map.of())
                                .getOptionalValue("quarkus.oidc.proxy.host", String.class))
                .isEmpty();
    }
}
