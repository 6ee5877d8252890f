package dev.holdfast.chat.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentPolicyTest {

    @Test
    void letsThePageCallTheIssuerAndTheGatewayAndNobodyElse() {
        assertThat(policy("https://login.example/realms/a", "https://stream.example:444/deep"))
                .contains(
                        "connect-src 'self' https://login.example https://stream.example:444"
                                + " wss://stream.example:444;");
        assertThat(policy("http://localhost:8083/holdfast", "http://localhost:8081"))
                .contains(
                        "connect-src 'self' http://localhost:8083 http://localhost:8081"
                                + " ws://localhost:8081;");
    }

    @Test
    void letsThePageCallItsOwnOriginWhereNoOtherIsNamed() {
        assertThat(policy(null, null)).contains("connect-src 'self';");
    }

    @Test
    void letsNothingInlineRun() {
        assertThat(policy(null, null))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                .contains("require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
    }

    private static String policy(@Nullable String issuer, @Nullable String stream) {
        return new ContentPolicy(
                        new Addresses(
                                Optional.empty(),
                                Optional.ofNullable(issuer),
                                Optional.ofNullable(stream).map(URI::create)))
                .value();
    }
}
