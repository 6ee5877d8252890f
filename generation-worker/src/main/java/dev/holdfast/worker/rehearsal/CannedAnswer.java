package dev.holdfast.worker.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.worker.provider.entry.WireName;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The same answer as each vendor would stream it: something of all that answers are made of. */
final class CannedAnswer {
    static final String REASONING = "Something of everything.";

    static final String TEXT =
            """
            ## Of everything *something*

            A paragraph with **strong** and ~~struck~~ words, `code`, a [link](https://example.org)
            and https://example.org, an entity &amp; a formula: $x^2$.

            1. one
            2. two
               - [x] done

            > said | so

            | a | b |
            |---|---|
            | 1 | 2 |

            ```java
            var text = "text"; // of a program
            ```

            ```json
            {"a": [1, true]}
            ```

            $$\\sum_i x_i$$

            The end.
            """;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Characters of a token, more or less. */
    private static final Pattern PIECE = Pattern.compile(".{1,12}", Pattern.DOTALL);

    private CannedAnswer() {}

    /** The body of the response, an event stream. */
    static String over(WireName wire) {
        StringBuilder stream = new StringBuilder();
        events(wire).forEach(event -> stream.append("data: ").append(write(event)).append("\n\n"));
        return switch (wire) {
            case OPENAI_CHAT, MISTRAL -> stream.append("data: [DONE]\n\n").toString();
            case OPENAI_RESPONSES, ANTHROPIC, GEMINI -> stream.toString();
        };
    }

    private static Stream<Object> events(WireName wire) {
        return switch (wire) {
            case OPENAI_CHAT, MISTRAL ->
                    events(
                            chat(Map.of("reasoning_content", REASONING)),
                            pieces().map(piece -> chat(Map.of("content", piece))),
                            Map.of(
                                    "choices",
                                    List.of(Map.of("delta", Map.of(), "finish_reason", "stop")),
                                    "usage",
                                    Map.of("prompt_tokens", 1, "completion_tokens", 1)));
            case OPENAI_RESPONSES ->
                    events(
                            delta("response.reasoning_summary_text.delta", REASONING),
                            pieces().map(piece -> delta("response.output_text.delta", piece)),
                            Map.of(
                                    "type",
                                    "response.completed",
                                    "response",
                                    Map.of(
                                            "usage",
                                            Map.of("input_tokens", 1, "output_tokens", 1))));
            case ANTHROPIC ->
                    Stream.concat(
                            events(
                                    delta(
                                            "content_block_delta",
                                            Map.of(
                                                    "type",
                                                    "thinking_delta",
                                                    "thinking",
                                                    REASONING)),
                                    pieces().map(piece ->
                                            delta(
                                                    "content_block_delta",
                                                    Map.of("type", "text_delta", "text", piece))),
                                    delta("message_delta", Map.of("stop_reason", "end_turn"))),
                            Stream.of(Map.of("type", "message_stop")));
            case GEMINI ->
                    events(
                            gemini(Map.of("text", REASONING, "thought", true)),
                            pieces().map(piece -> gemini(Map.of("text", piece))),
                            Map.of("candidates", List.of(Map.of("finishReason", "STOP"))));
        };
    }

    private static Stream<Object> events(Object first, Stream<Object> pieces, Object last) {
        return Stream.concat(Stream.concat(Stream.of(first), pieces), Stream.of(last));
    }

    private static Stream<String> pieces() {
        return PIECE.matcher(TEXT).results().map(MatchResult::group);
    }

    private static Object chat(Map<String, String> delta) {
        return Map.of("choices", List.of(Map.of("delta", delta)));
    }

    private static Object delta(String type, Object delta) {
        return Map.of("type", type, "delta", delta);
    }

    private static Object gemini(Map<String, Object> part) {
        return Map.of("candidates", List.of(Map.of("content", Map.of("parts", List.of(part)))));
    }

    private static String write(Object event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
