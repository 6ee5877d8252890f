package dev.holdfast.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OidcProviderIT {
    private static OidcProvider provider;

    @BeforeAll
    static void start() {
        provider = OidcProvider.start();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void givesATokenForHoldfastToAnyUser() {
        String claims = claims(provider.token("alice"));

        assertThat(claims)
                .contains("\"sub\":\"alice\"")
                .contains("\"aud\":\"holdfast\"")
                .contains("\"preferred_username\":\"alice\"")
                .contains("\"name\":\"Alice\"")
                .contains("\"iss\":\"" + provider.issuer() + "\"");
    }

    @Test
    void givesATokenThatHasExpired() {
        String claims = claims(provider.token("bob", Duration.ofMinutes(-1)));

        Matcher expiry = Pattern.compile("\"exp\":(\\d+)").matcher(claims);
        assertThat(expiry.find()).isTrue();
        assertThat(Instant.ofEpochSecond(Long.parseLong(expiry.group(1))))
                .isBefore(Instant.now().minusSeconds(30));
    }

    private static String claims(String token) {
        return new String(
                Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }
}
