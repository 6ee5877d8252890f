package dev.holdfast.worker.provider.wire;

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
 * From a status and a body to a failure, for all vendors: their errors differ in where they stand
 * and in words, and no two of them mean different things by the same word. Where a failure has no
 * better name, the vendor's own short message goes with it; see {@link VendorMessage}.
 */
final class Failures {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** The provider's name of a field and ours. */
    private static final Map<String, String> FIELDS =
            Map.of(
                    "temperature", "temperature",
                    "max_tokens", "maxTokens",
                    "max_completion_tokens", "maxTokens",
                    "max_output_tokens", "maxTokens",
                    "reasoning.effort", "reasoningEffort",
                    "reasoning_effort", "reasoningEffort",
                    "model", "model");

    private final Clock clock;

    Failures(Clock clock) {
        this.clock = clock;
    }

    /** Of an answer that is no stream. */
    ProviderFailure of(int status, @Nullable String retryAfter, String body) {
        JsonNode error = errorOf(body);
        return of(status, retryAfter == null ? retryDelay(error) : wait(retryAfter), error);
    }

    private static ProviderFailure of(int status, @Nullable Duration wait, JsonNode error) {
        return switch (status) {
            case 401 -> new ProviderFailure.KeyRefused(true);
            case 402 -> new ProviderFailure.QuotaExceeded();
            case 403 ->
                    says(error, "content_moderation")
                            ? new ProviderFailure.ContentFiltered()
                            : new ProviderFailure.Forbidden();
            case 404 -> new ProviderFailure.ModelNotFound();
            case 408 -> broken(status, wait, error);
            case 413 -> new ProviderFailure.ContextTooLong();
            case 429 ->
                    saysOutOfCredit(error)
                            ? new ProviderFailure.QuotaExceeded()
                            : new ProviderFailure.RateLimited(wait);
            default -> {
                if (status >= 500) {
                    yield ofServer(status, wait, error);
                }
                yield status < 400 && status >= 300
                        ? new ProviderFailure.Redirected()
                        : ofContent(error);
            }
        };
    }

    /** Some servers call what is wrong with the request an error of their own. */
    private static ProviderFailure ofServer(int status, @Nullable Duration wait, JsonNode error) {
        if (saysTooLong(error)) {
            return new ProviderFailure.ContextTooLong();
        }
        if (saysFiltered(error)) {
            return new ProviderFailure.ContentFiltered();
        }
        if (saysMustAlternate(error)) {
            return new ProviderFailure.TurnsRefused(VendorMessage.of(error));
        }
        return saysLoading(error)
                ? new ProviderFailure.ModelLoading(wait)
                : broken(status, wait, error);
    }

    private static ProviderFailure broken(int status, @Nullable Duration wait, JsonNode error) {
        return new ProviderFailure.Broken(status, wait, VendorMessage.of(error));
    }

    /**
     * Of a piece of a stream, or of a body that came with status 200.
     *
     * @return nothing if it is not an error
     */
    Optional<ProviderFailure> within(JsonNode event) {
        JsonNode error = errorIn(event);
        return error.isMissingNode() ? Optional.empty() : Optional.of(inStream(error));
    }

    /** Of an event that is named {@code error}, whatever its data look like. */
    ProviderFailure ofErrorEvent(String data) {
        return inStream(errorOf(data));
    }

    /** A server says here with a code what it says elsewhere with a status. */
    private static ProviderFailure inStream(JsonNode error) {
        int status = error.path("code").asInt(0);
        if (status > 400 && status < 600) {
            return of(status, null, error);
        }
        if (saysOutOfCredit(error)) {
            return new ProviderFailure.QuotaExceeded();
        }
        if (says(error, "rate_limit")) {
            return new ProviderFailure.RateLimited(null);
        }
        ProviderFailure failure = ofContent(error);
        return failure instanceof ProviderFailure.RequestRefused && status != 400
                ? broken(200, null, error)
                : failure;
    }

    private static ProviderFailure ofContent(JsonNode error) {
        if (saysTooLong(error)) {
            return new ProviderFailure.ContextTooLong();
        }
        if (saysFiltered(error)) {
            return new ProviderFailure.ContentFiltered();
        }
        if (says(error, "model_not_found") || says(error, "invalid_model")) {
            return new ProviderFailure.ModelNotFound();
        }
        if (says(error, "invalid_api_key")
                || says(error, "api key not valid")
                || says(error, "incorrect api key")) {
            return new ProviderFailure.KeyRefused(true);
        }
        if (says(error, "user location is not supported")) {
            return new ProviderFailure.Forbidden();
        }
        if (saysOutOfCredit(error)) {
            return new ProviderFailure.QuotaExceeded();
        }
        return saysMustAlternate(error)
                ? new ProviderFailure.TurnsRefused(VendorMessage.of(error))
                : new ProviderFailure.RequestRefused(field(error), VendorMessage.of(error));
    }

    private static boolean saysTooLong(JsonNode error) {
        return says(error, "context_length")
                || says(error, "context length")
                || says(error, "context window")
                || says(error, "context size")
                || says(error, "prompt is too long")
                || says(error, "input is too long")
                || says(error, "range of input length")
                || says(error, "input token count");
    }

    private static boolean saysFiltered(JsonNode error) {
        return says(error, "content_filter")
                || says(error, "content_policy")
                || says(error, "content management policy")
                || says(error, "content filtering policy")
                || says(error, "content_moderation");
    }

    /**
     * Templates of Mistral, Gemma and Llama, which llama.cpp and vLLM quote; Perplexity; DeepSeek.
     */
    private static boolean saysMustAlternate(JsonNode error) {
        return says(error, "must alternate")
                || says(error, "should be alternating")
                || says(error, "requests alternate between user")
                || says(error, "successive user or assistant");
    }

    /** llama.cpp, vLLM's and others' front ends, while they read a model from the disk. */
    private static boolean saysLoading(JsonNode error) {
        return says(error, "loading model")
                || says(error, "model is loading")
                || says(error, "currently loading")
                || says(error, "is still loading");
    }

    /** OpenAI names it in {@code param}, Anthropic begins its message with it. */
    private static @Nullable String field(JsonNode error) {
        String param = error.path("param").asText("");
        String named = param.isEmpty() ? error.path("message").asText("").split(":", 2)[0] : param;
        return FIELDS.get(named);
    }

    /** Waiting does not help then. Google says "quota" of a full minute too, but with a delay. */
    private static boolean saysOutOfCredit(JsonNode error) {
        return says(error, "insufficient_quota")
                || says(error, "credit balance is too low")
                || (says(error, "check your plan and billing") && retryDelay(error) == null);
    }

    private static boolean says(JsonNode error, String word) {
        return error.path("code").asText("").contains(word)
                || error.path("type").asText("").contains(word)
                || error.path("message").asText("").toLowerCase(Locale.ROOT).contains(word);
    }

    /** The error of a body that is one by its status; each vendor has its own place for it. */
    private static JsonNode errorOf(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            JsonNode whole = json.isArray() ? json.path(0) : json;
            JsonNode error = errorIn(whole);
            return error.isMissingNode() ? whole : error;
        } catch (JsonProcessingException notJson) {
            return said(body);
        }
    }

    private static JsonNode said(String message) {
        return JSON.createObjectNode().put("message", message);
    }

    /**
     * The error that an object holds or is; missing where it is none. An {@code error} may be an
     * object or a bare string; Responses has it inside the response, or is it; Mistral says that it
     * is one.
     */
    private static JsonNode errorIn(JsonNode json) {
        JsonNode error = json.path("error");
        if (error.isTextual()) {
            return said(error.asText());
        }
        if (error.isObject()) {
            return error;
        }
        if (json.path("response").path("error").isObject()) {
            return json.path("response").path("error");
        }
        boolean isOne =
                json.path("type").asText("").equals("error")
                        || json.path("object").asText("").equals("error");
        return isOne ? json : errorInsteadOfAnAnswer(json);
    }

    /** What is neither an answer nor an event of a known type, and has the marks of an error. */
    private static JsonNode errorInsteadOfAnAnswer(JsonNode json) {
        if (json.has("choices") || json.has("candidates") || json.has("type")) {
            return MissingNode.getInstance();
        }
        JsonNode detail = json.path("detail");
        if (detail.isTextual()) {
            return said(detail.asText());
        }
        if (detail.path(0).path("msg").isTextual()) {
            return said(place(detail.path(0)) + detail.path(0).path("msg").asText());
        }
        if (json.path("errors").path(0).isObject()) {
            return json.path("errors").path(0);
        }
        boolean hasBoth =
                !json.path("code").asText("").isEmpty()
                        && !json.path("message").asText("").isEmpty();
        return hasBoth ? json : MissingNode.getInstance();
    }

    /** Where in the request FastAPI found the fault: {@code ["body", "stream_options"]}. */
    private static String place(JsonNode fault) {
        String field = "";
        for (JsonNode step : fault.path("loc")) {
            field = step.asText("");
        }
        return field.isEmpty() ? "" : field + ": ";
    }

    /** Google's place for it. */
    private static @Nullable Duration retryDelay(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            String delay = detail.path("retryDelay").asText("");
            if (delay.endsWith("s")) {
                return seconds(delay.substring(0, delay.length() - 1));
            }
        }
        return null;
    }

    private static @Nullable Duration seconds(String text) {
        try {
            double seconds = Double.parseDouble(text);
            return seconds >= 0 && seconds < 1e6
                    ? Duration.ofMillis((long) (seconds * 1000))
                    : null;
        } catch (NumberFormatException notSeconds) {
            return null;
        }
    }

    /** Retry-After is seconds or a date (RFC 9110, section 10.2.3). */
    private @Nullable Duration wait(String retryAfter) {
        String text = retryAfter.trim();
        return text.isEmpty() || Character.isLetter(text.charAt(0))
                ? waitUntil(text)
                : seconds(text);
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
