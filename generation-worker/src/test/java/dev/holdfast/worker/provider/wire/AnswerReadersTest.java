package dev.holdfast.worker.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.worker.provider.Heard;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.anthropic.AnthropicDialect;
import dev.holdfast.worker.provider.gemini.GeminiDialect;
import dev.holdfast.worker.provider.openai.ChatCompletionsDialect;
import dev.holdfast.worker.provider.openai.ResponsesDialect;
import org.junit.jupiter.api.Test;

/** What each vendor's events say of an answer that does not come to its end. */
class AnswerReadersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void tellsWhatAnthropicHasCountedAtTheStartAndLater() {
        // given
        AnswerReader reader = new AnthropicDialect().reader();
        Heard heard = new Heard();

        // when
        read(
                reader,
                heard,
                """
                {"type":"message_start","message":{"usage":{"input_tokens":3,
                 "cache_creation_input_tokens":4,"cache_read_input_tokens":5,"output_tokens":1}}}
                """);
        Usage atTheStart = heard.usage;
        read(
                reader,
                heard,
                "{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":9}}");

        // then
        assertThat(atTheStart).isEqualTo(new Usage(12, 1, null, 5));
        assertThat(heard.usage).isEqualTo(new Usage(12, 9, null, 5));
    }

    @Test
    void tellsWhatGeminiHasCountedWithEachPiece() {
        // when
        Heard heard =
                read(
                        new GeminiDialect().reader(),
                        """
                        {"candidates":[{"content":{"parts":[{"text":"Soda"}]}}],"usageMetadata":
                         {"promptTokenCount":3,"candidatesTokenCount":4,"thoughtsTokenCount":5}}
                        """);

        // then
        assertThat(heard.usage).isEqualTo(new Usage(3, 9, 5, null));
        assertThat(heard.ends).isEmpty();
    }

    @Test
    void tellsWhatAPromptHasCostThatGeminiRefuses() {
        // when
        Heard heard =
                read(
                        new GeminiDialect().reader(),
                        """
                        {"promptFeedback":{"blockReason":"SAFETY"},
                         "usageMetadata":{"promptTokenCount":3}}
                        """);

        // then
        assertThat(heard.usage).isEqualTo(new Usage(3, null, null, null));
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.ContentFiltered());
    }

    /** Some servers count along with the words. */
    @Test
    void tellsWhatAServerOfChatCompletionsCountsBeforeTheEnd() {
        // when
        Heard heard =
                read(
                        new ChatCompletionsDialect().reader(),
                        """
                        {"choices":[{"index":0,"delta":{"content":"So"}}],
                         "usage":{"prompt_tokens":3,"completion_tokens":1}}
                        """);

        // then
        assertThat(heard.usage).isEqualTo(new Usage(3, 1, null, null));
        assertThat(heard.ends).isEmpty();
    }

    @Test
    void tellsWhatAnIncompleteResponseHasCost() {
        // when
        Heard heard =
                read(
                        new ResponsesDialect(true).reader(),
                        """
                        {"type":"response.incomplete","response":{"incomplete_details":
                         {"reason":"content_filter"},"usage":{"input_tokens":3,"output_tokens":4}}}
                        """);

        // then
        assertThat(heard.usage).isEqualTo(new Usage(3, 4, null, null));
    }

    @Test
    void setsOffThePartsOfOneThoughtAndNoThoughtFromTheTextBeforeIt() {
        // given
        String summary = "{\"type\":\"response.reasoning_summary_part.added\"}";
        String thinks =
                "{\"type\":\"response.reasoning_summary_text.delta\",\"delta\":\"Thought.\"}";

        // when
        Heard heard =
                read(
                        new ResponsesDialect(true).reader(),
                        summary,
                        thinks,
                        summary,
                        thinks,
                        "{\"type\":\"response.output_text.delta\",\"delta\":\"Text.\"}",
                        summary,
                        thinks);

        // then
        assertThat(heard.reasoning()).isEqualTo("Thought.\n\nThought.Thought.");
    }

    private static Heard read(AnswerReader reader, String... events) {
        Heard heard = new Heard();
        for (String event : events) {
            read(reader, heard, event);
        }
        return heard;
    }

    private static void read(AnswerReader reader, Heard heard, String event) {
        try {
            reader.event(JSON.readTree(event), heard);
        } catch (JsonProcessingException mistake) {
            throw new AssertionError(event, mistake);
        }
    }
}
