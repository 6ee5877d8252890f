package dev.holdfast.worker.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.worker.provider.ProviderFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final Failures failures =
            new Failures(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void readsWhyARequestWasRefused() {
        assertThat(failures.of(400, null, error("context_length_exceeded", "x")))
                .isEqualTo(new ProviderFailure.ContextTooLong());
        assertThat(
                        failures.of(
                                400,
                                null,
                                error("", "This model's maximum context length is 8192 tokens")))
                .isEqualTo(new ProviderFailure.ContextTooLong());
        assertThat(failures.of(400, null, error("content_filter", "x")))
                .isEqualTo(new ProviderFailure.ContentFiltered());
        assertThat(
                        failures.of(
                                400,
                                null,
                                "{\"error\":{\"param\":\"max_tokens\",\"code\":\"invalid_value\"}}"))
                .isEqualTo(new ProviderFailure.RequestRefused("maxTokens"));
        assertThat(
                        failures.of(
                                400,
                                null,
                                "{\"code\":\"Client specified an invalid argument\","
                                        + "\"error\":\"Incorrect API key provided: x***y.\"}"))
                .isEqualTo(new ProviderFailure.KeyRefused(true));
        assertThat(failures.of(422, null, "no JSON"))
                .isEqualTo(new ProviderFailure.RequestRefused(null, "no JSON"));
    }

    @Test
    void tellsAnEmptyAccountFromAFullMinute() {
        assertThat(failures.of(429, "7", error("insufficient_quota", "x")))
                .isEqualTo(new ProviderFailure.QuotaExceeded());
        assertThat(failures.of(429, "7", error("rate_limit_exceeded", "x")))
                .isEqualTo(new ProviderFailure.RateLimited(Duration.ofSeconds(7)));
    }

    @Test
    void readsRetryAfterAsSecondsAndAsADate() {
        assertThat(failures.of(503, "1.5", "").retryAfter()).isEqualTo(Duration.ofMillis(1500));
        assertThat(failures.of(503, "Sun, 22 Nov 2026 10:01:00 GMT", "").retryAfter())
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(failures.of(503, "soon", "").retryAfter()).isNull();
        assertThat(failures.of(503, "-1", "").retryAfter()).isNull();
        assertThat(failures.of(503, null, "").retryAfter()).isNull();
    }

    @Test
    void findsAnErrorInsideTheStream() throws Exception {
        assertThat(within("{\"choices\":[{\"delta\":{\"content\":\"\\\"error\\\"\"}}]}")).isEmpty();
        assertThat(within("{\"error\":null,\"choices\":[]}")).isEmpty();
        assertThat(within("{\"error\":{\"code\":502,\"message\":\"x\"}}"))
                .contains(new ProviderFailure.Broken(502, null, "x"));
        assertThat(within("{\"error\":{\"message\":\"x\",\"type\":\"server_error\"}}"))
                .contains(new ProviderFailure.Broken(200, null, "x"));
        assertThat(within("{\"error\":{\"code\":429,\"message\":\"x\"}}"))
                .contains(new ProviderFailure.RateLimited(null));
        assertThat(within("{\"error\":\"maximum context length\"}"))
                .contains(new ProviderFailure.ContextTooLong());
    }

    @Test
    void passesOnNoKeyOfWhatTheProviderSaid() {
        // given
        String body = error("invalid_api_key", "Incorrect API key provided: sk-secret");

        // when
        ProviderFailure failure = failures.of(401, null, body);

        // then
        assertThat(failure.problem("Played").toString() + failure).doesNotContain("sk-secret");
        assertThat(failures.of(500, null, error("x", "Your key sk-secret is on fire")).toString())
                .contains("is on fire")
                .doesNotContain("sk-secret");
    }

    private Optional<ProviderFailure> within(String json) throws Exception {
        return failures.within(new ObjectMapper().readTree(json));
    }

    private static String error(String code, String message) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
    }
}
