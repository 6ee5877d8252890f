package dev.holdfast.played.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.played.Call;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a request matters here, whatever the wire.
 *
 * @param settings all of its top-level fields but the messages
 */
record ChatRequest(
        String model,
        List<Call.Message> messages,
        boolean streamed,
        boolean includesUsage,
        JsonNode settings) {

    /** How a wish to go on ends: with the last words that are there. */
    private static final Pattern QUOTE = Pattern.compile("<<<(.+)>>>$", Pattern.DOTALL);

    /** A call that asks for no answer. */
    static final ChatRequest NONE = new ChatRequest("", List.of(), false, false, Json.object());

    ChatRequest {
        messages = List.copyOf(messages);
    }

    static JsonNode settings(JsonNode body, String messages) {
        ObjectNode settings = body.deepCopy();
        return settings.without(messages);
    }

    /** The last question; a wish to go on is none. */
    String prompt() {
        return messages.reversed().stream()
                .skip(wish() == null ? 0 : 1)
                .filter(message -> message.role().equals("user"))
                .map(Call.Message::text)
                .findFirst()
                .orElse("");
    }

    /** The wish to go on with an answer that was cut off; null if this asks for a whole one. */
    @Nullable Wish wish() {
        if (messages.size() < 2) {
            return null;
        }
        Call.Message last = messages.getLast();
        Call.Message before = messages.get(messages.size() - 2);
        Matcher quote = QUOTE.matcher(last.text());
        return last.role().equals("user")
                        && before.role().equals("assistant")
                        && quote.find()
                        && before.text().stripTrailing().endsWith(quote.group(1))
                ? new Wish(before.text(), quote.group(1))
                : null;
    }

    /**
     * @param kept the answer as far as it came
     * @param lastWords of it, which are to be repeated
     */
    record Wish(String kept, String lastWords) {

        /** How much of a whole answer a model leaves out that does as it is asked. */
        int leftOut() {
            return kept.stripTrailing().length() - lastWords.length();
        }
    }

    int promptTokens() {
        return messages.stream().mapToInt(message -> message.text().split("\\s+", -1).length).sum();
    }
}
