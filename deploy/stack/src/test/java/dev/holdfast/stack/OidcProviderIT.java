package dev.holdfast.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OidcProviderIT {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

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

    @Test
    void signsABrowserInWithCodeAndPkceAndRefreshes() throws Exception {
        // given
        String verifier = "a-verifier-of-at-least-forty-three-characters-x";
        String challenge =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        URI authorize =
                URI.create(
                        provider.issuer()
                                + "/authorize?response_type=code&scope=openid&state=s"
                                + "&client_id=holdfast-web"
                                + "&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2F"
                                + "&code_challenge_method=S256&code_challenge="
                                + challenge);

        // when
        HttpResponse<String> page = send(HttpRequest.newBuilder(authorize).GET());
        HttpResponse<String> signedIn =
                post(
                        authorize,
                        "username=alice&claims=%7B%22preferred_username%22%3A%22alice%22%7D");
        String code = first("code=([^&]+)", location(signedIn));
        URI tokens = URI.create(provider.issuer() + "/token");
        String exchange =
                "grant_type=authorization_code&client_id=holdfast-web"
                        + "&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2F&code=";
        HttpResponse<String> stolen =
                post(tokens, exchange + code + "&code_verifier=" + "x".repeat(43));
        String again = first("code=([^&]+)", location(post(authorize, "username=alice")));
        HttpResponse<String> given = post(tokens, exchange + again + "&code_verifier=" + verifier);
        HttpResponse<String> refreshed =
                post(
                        tokens,
                        "grant_type=refresh_token&client_id=holdfast-web&refresh_token="
                                + first("\"refresh_token\"\\s*:\\s*\"([^\"]+)", given.body()));

        // then
        assertThat(page.body()).contains("Alice").contains("Bob");
        assertThat(stolen.statusCode()).isEqualTo(400);
        assertThat(given.headers().firstValue("access-control-allow-origin"))
                .contains("http://localhost:8080");
        assertThat(claims(first("\"access_token\"\\s*:\\s*\"([^\"]+)", refreshed.body())))
                .contains("\"sub\":\"alice\"")
                .contains("\"aud\":\"holdfast\"");
    }

    private static HttpResponse<String> post(URI address, String form) throws Exception {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", "http://localhost:8080")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(
                request.timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("location").orElse("");
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private static String claims(String token) {
        return new String(
                Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }
}
