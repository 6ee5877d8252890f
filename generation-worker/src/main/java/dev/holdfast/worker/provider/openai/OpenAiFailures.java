package dev.holdfast.worker.provider.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdfast.worker.provider.ProviderFailure;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a status and a body to a failure. Bodies are read for their {@code code}, {@code type},
 * {@code param} and telling words alone; nothing of them is passed on.
 */
final class OpenAiFailures {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** The provider's name of a field and ours. */
    private static final Map<String, String> FIELDS =
            Map.of(
                    "temperature", "temperature",
                    "max_tokens", "maxTokens",
                    "max_completion_tokens", "maxTokens",
                    "reasoning_effort", "reasoningEffort",
                    "model", "model");

    private final Clock clock;

    OpenAiFailures(Clock clock) {
        this.clock = clock;
    }

    /** Of an answer that is no stream. */
    ProviderFailure of(int status, @Nullable String retryAfter, String body) {
        JsonNode error = errorOf(body).orElse(MissingNode.getInstance());
        Duration wait = wait(retryAfter);
        return switch (status) {
            case 401 -> new ProviderFailure.KeyRefused();
            case 402 -> new ProviderFailure.QuotaExceeded();
            case 403 -> new ProviderFailure.Forbidden();
            case 404 -> new ProviderFailure.ModelNotFound();
            case 408 -> new ProviderFailure.Broken(status, wait);
            case 429 ->
                    says(error, "insufficient_quota")
                            ? new ProviderFailure.QuotaExceeded()
                            : new ProviderFailure.RateLimited(wait);
            default -> status >= 500 ? new ProviderFailure.Broken(status, wait) : ofContent(error);
        };
    }

    /**
     * Of a piece of a stream, or of a body that came with status 200.
     *
     * @return nothing if it is not an error
     */
    Optional<ProviderFailure> within(String data) {
        // Nearly every event is a token: a word that is missing spares its parsing.
        return data.contains("\"error\"") ? errorOf(data).map(this::inStream) : Optional.empty();
    }

    /** A server says here with a code what it says elsewhere with a status. */
    ProviderFailure inStream(JsonNode error) {
        int status = error.path("code").asInt(0);
        if (status >= 400 && status < 600 && status != 400) {
            return of(status, null, "");
        }
        if (says(error, "insufficient_quota")) {
            return new ProviderFailure.QuotaExceeded();
        }
        if (says(error, "rate_limit")) {
            return new ProviderFailure.RateLimited(null);
        }
        ProviderFailure failure = ofContent(error);
        return failure instanceof ProviderFailure.RequestRefused && status != 400
                ? new ProviderFailure.Broken(200, null)
                : failure;
    }

    private static ProviderFailure ofContent(JsonNode error) {
        if (says(error, "context_length")
                || says(error, "context length")
                || says(error, "context window")
                || says(error, "context size")
                || says(error, "prompt is too long")) {
            return new ProviderFailure.ContextTooLong();
        }
        if (says(error, "content_filter")
                || says(error, "content_policy")
                || says(error, "content management policy")) {
            return new ProviderFailure.ContentFiltered();
        }
        if (says(error, "model_not_found")) {
            return new ProviderFailure.ModelNotFound();
        }
        if (says(error, "invalid_api_key")) {
            return new ProviderFailure.KeyRefused();
        }
        return new ProviderFailure.RequestRefused(FIELDS.get(error.path("param").asText("")));
    }

    private static boolean says(JsonNode error, String word) {
        return error.path("code").asText("").contains(word)
                || error.path("type").asText("").contains(word)
                || error.path("message").asText("").toLowerCase(Locale.ROOT).contains(word);
    }

    /** The {@code error} of a body, as an object: some servers send a bare string. */
    private static Optional<JsonNode> errorOf(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            if (error.isTextual()) {
                return Optional.of(JSON.createObjectNode().put("message", error.asText()));
            }
            return error.isObject() ? Optional.of(error) : Optional.empty();
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Retry-After is seconds or a date (RFC 9110, section 10.2.3). */
    private @Nullable Duration wait(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        try {
            double seconds = Double.parseDouble(retryAfter.trim());
            return seconds >= 0 && seconds < 1e6
                    ? Duration.ofMillis((long) (seconds * 1000))
                    : null;
        } catch (NumberFormatException notSeconds) {
            return waitUntil(retryAfter.trim());
        }
    }

    private @Nullable Duration waitUntil(String date) {
        try {
            Duration wait =
                    Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException notADate) {
            return null;
        }
    }
}
