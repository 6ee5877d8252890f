package dev.holdfast.played;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one call goes, from the first act to the last. A script whose acts run out without a {@link
 * Act.Finish} ends the response cleanly, with neither a finish reason nor {@code [DONE]}.
 *
 * <p>Immutable; each method returns a longer script.
 *
 * @param acts in order
 * @param writeSize bytes per write to the socket; 0 writes each event at once
 */
public record Script(List<Act> acts, int writeSize) {
    private static final int TOKEN = 4;

    public Script {
        acts = List.copyOf(acts);
    }

    /** An empty script, to which acts are added. */
    public static Script begin() {
        return new Script(List.of(), 0);
    }

    /** The whole answer at once, with a proper end. */
    public static Script answer(String text) {
        return begin().say(text).finish();
    }

    /** The answer in chunks of four code points at a pace, with a proper end. */
    public static Script answer(String text, double chunksPerSecond) {
        return begin().say(text, TOKEN, chunksPerSecond).finish();
    }

    /** A load source: stamped chunks at a pace, with a proper end. */
    public static Script load(int chunks, double chunksPerSecond) {
        return begin().then(new Act.Stamp(chunks, chunksPerSecond)).finish();
    }

    public static Script refuse(int status, String type, @Nullable String code, String message) {
        return begin().then(new Act.Refuse(status, type, code, message, null));
    }

    /** A body of one's own making, as a server sends it that gets the head wrong. */
    public static Script whole(int status, @Nullable String contentType, String body) {
        return begin().then(new Act.Whole(status, contentType, false, body));
    }

    public static Script wrongKey() {
        return refuse(
                401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.");
    }

    public static Script forbidden() {
        return refuse(
                403,
                "request_forbidden",
                "unsupported_country_region_territory",
                "Country, region, or territory not supported");
    }

    public static Script unknownModel() {
        return refuse(
                404,
                "invalid_request_error",
                "model_not_found",
                "The model does not exist or you do not have access to it.");
    }

    public static Script rateLimited(Duration retryAfter) {
        return begin().then(
                        new Act.Refuse(
                                429,
                                "requests",
                                "rate_limit_exceeded",
                                "Rate limit reached for requests.",
                                retryAfter.toSeconds()));
    }

    public static Script quotaExceeded() {
        return refuse(
                429,
                "insufficient_quota",
                "insufficient_quota",
                "You exceeded your current quota, please check your plan and billing details.");
    }

    public static Script contextTooLong() {
        return refuse(
                400,
                "invalid_request_error",
                "context_length_exceeded",
                "This model's maximum context length is 8192 tokens. However, your messages"
                        + " resulted in 9000 tokens.");
    }

    /** The prompt is filtered; an answer that is filtered is {@code finish("content_filter")}. */
    public static Script promptFiltered() {
        return refuse(
                400,
                "invalid_request_error",
                "content_filter",
                "The response was filtered due to the prompt triggering the content management"
                        + " policy.");
    }

    public static Script serverError(int status) {
        return refuse(
                status,
                "server_error",
                null,
                "The server had an error while processing your request.");
    }

    /** The head of the response, so that what follows is silence after a 200. */
    public Script open() {
        return then(new Act.Open());
    }

    /** At the start: the time to first token. */
    public Script pause(Duration length) {
        return then(Act.Pause.of(length));
    }

    public Script reason(String text) {
        return reason(text, Integer.MAX_VALUE, 0);
    }

    public Script reason(String text, int chunkSize, double chunksPerSecond) {
        return then(new Act.Reason(text, chunkSize, chunksPerSecond, "reasoning_content"));
    }

    public Script say(String text) {
        return say(text, Integer.MAX_VALUE, 0);
    }

    public Script say(String text, int chunkSize, double chunksPerSecond) {
        return then(new Act.Say(text, chunkSize, chunksPerSecond));
    }

    /** The answer rests on this page. */
    public Script cite(String url, @Nullable String title) {
        return then(new Act.Cite(url, title, ""));
    }

    /** What was said last, these words, rests on this page. */
    public Script cite(String url, @Nullable String title, String said) {
        return then(new Act.Cite(url, title, said));
    }

    public Script raw(String bytes) {
        return then(new Act.Raw(bytes));
    }

    /** An error inside the stream. */
    public Script breakOff(String type, @Nullable String code, String message) {
        return then(new Act.Break(type, code, message));
    }

    public Script reset() {
        return then(new Act.Reset());
    }

    public Script silence() {
        return then(new Act.Silence());
    }

    public Script finish() {
        return finish("stop");
    }

    public Script finish(String reason) {
        return then(new Act.Finish(reason));
    }

    public Script then(Act act) {
        List<Act> longer = new ArrayList<>(acts);
        longer.add(act);
        return new Script(longer, writeSize);
    }

    /** All that it says, reasoning apart. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Act act : acts) {
            if (act instanceof Act.Say say) {
                text.append(say.text());
            }
        }
        return text.toString();
    }

    /** The same script without the first so many UTF-16 code units of its text. */
    public Script from(int leftOut) {
        List<Act> rest = new ArrayList<>();
        int left = leftOut;
        for (Act act : acts) {
            if (act instanceof Act.Say(String text, int chunkSize, double perSecond)) {
                int here = Math.min(left, text.length());
                left -= here;
                rest.add(new Act.Say(text.substring(here), chunkSize, perSecond));
            } else {
                rest.add(act);
            }
        }
        return new Script(rest, writeSize);
    }

    /** The same script, written one byte at a time. */
    public Script byteByByte() {
        return new Script(acts, 1);
    }
}
