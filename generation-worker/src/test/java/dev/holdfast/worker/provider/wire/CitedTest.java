package dev.holdfast.worker.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Cited.Marked;
import dev.holdfast.worker.provider.Cited.Page;
import dev.holdfast.worker.provider.Cited.Passage;
import dev.holdfast.worker.provider.Cited.Placed;
import dev.holdfast.worker.provider.Cited.Unit;
import dev.holdfast.worker.provider.Heard;
import dev.holdfast.worker.provider.anthropic.AnthropicDialect;
import dev.holdfast.worker.provider.gemini.GeminiDialect;
import dev.holdfast.worker.provider.mistral.MistralDialect;
import dev.holdfast.worker.provider.openai.ChatCompletionsDialect;
import dev.holdfast.worker.provider.openai.ResponsesDialect;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each vendor says of its sources, as its servers write it. */
class CitedTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String A = "https://example.com/a";
    private static final String B = "https://example.org/b";

    @Test
    void readsPerplexitysListOnceAndWithItsMarks() {
        // given
        String lists =
                """
                "citations":["https://example.com/a","https://example.org/b"],
                "search_results":[{"title":"Bread","url":"https://example.com/a","date":"2026-01-01"},
                 {"title":"Soda","url":"https://example.org/b"}]
                """;

        // when
        List<Cited> said =
                read(
                        new ChatCompletionsDialect(),
                        "{\"model\":\"sonar-pro\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes[1]\"}}],%s}"
                                .formatted(lists),
                        "{\"model\":\"sonar-pro\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\".\"}}],%s}"
                                .formatted(lists));

        // then
        assertThat(said)
                .containsExactly(new Marked(A, "Bread", "[1]"), new Marked(B, "Soda", "[2]"));
    }

    @Test
    void readsSearchResultsThatComeWithoutCitations() {
        assertThat(
                        read(
                                new ChatCompletionsDialect(),
                                "{\"choices\":[],\"search_results\":[{\"title\":\"Bread\",\"url\":\"https://example.com/a\"}]}"))
                .containsExactly(new Marked(A, "Bread", "[1]"));
    }

    /** Others send a list of what they have looked at, and write their marks by other rules. */
    @Test
    void trustsNoMarksOfAListThatIsNotPerplexitys() {
        assertThat(
                        read(
                                new ChatCompletionsDialect(),
                                "{\"model\":\"grok-4\",\"choices\":[],\"citations\":[\"https://example.com/a\"]}"))
                .containsExactly(new Page(A, null));
        assertThat(
                        read(
                                new ChatCompletionsDialect(),
                                "{\"model\":\"perplexity/sonar\",\"choices\":[],\"citations\":[\"https://example.com/a\"]}"))
                .containsExactly(new Marked(A, null, "[1]"));
    }

    @Test
    void readsAnnotationsOfChatCompletions() {
        assertThat(
                        read(
                                new ChatCompletionsDialect(),
                                """
                                {"choices":[{"index":0,"delta":{"content":"Bread."}}]}
                                """,
                                """
                                {"choices":[{"index":0,"delta":{"content":"","annotations":[
                                 {"type":"url_citation","url_citation":{"url":"https://example.com/a",
                                  "title":"Bread","content":"…","start_index":0,"end_index":5}},
                                 {"type":"url_citation","url_citation":{"url":"https://example.org/b",
                                  "title":null,"start_index":0,"end_index":0}},
                                 {"type":"file","file":{"hash":"x"}}]}}]}
                                """))
                .containsExactly(
                        new Placed(A, "Bread", new Passage(0, 0, 5, Unit.CODE_POINTS, null)),
                        new Page(B, null));
    }

    @Test
    void readsAnnotationsOfAWholeAnswer() {
        assertThat(
                        read(
                                new ChatCompletionsDialect(),
                                """
                                {"choices":[{"index":0,"finish_reason":"stop","message":{"content":"Bread.",
                                 "annotations":[{"type":"url_citation","url_citation":
                                  {"url":"https://example.com/a","title":"Bread"}}]}}]}
                                """))
                .containsExactly(new Page(A, "Bread"));
    }

    @Test
    void readsAnnotationsOfResponsesWithinTheirPart() {
        assertThat(
                        read(
                                new ResponsesDialect(false),
                                """
                                {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"First. "}
                                """,
                                """
                                {"type":"response.output_text.delta","output_index":2,"content_index":0,"delta":"Second."}
                                """,
                                """
                                {"type":"response.output_text.annotation.added","output_index":2,"content_index":0,
                                 "annotation_index":0,"annotation":{"type":"url_citation","url":"https://example.com/a",
                                  "title":"Bread","start_index":0,"end_index":6}}
                                """,
                                """
                                {"type":"response.output_text.annotation.added","output_index":0,"content_index":0,
                                 "annotation_index":0,"annotation":{"type":"url_citation","url":"https://example.org/b",
                                  "title":"","start_index":0,"end_index":5}}
                                """,
                                """
                                {"type":"response.output_text.annotation.added","output_index":2,"content_index":0,
                                 "annotation_index":1,"annotation":{"type":"file_citation","file_id":"f"}}
                                """))
                .containsExactly(
                        new Placed(A, "Bread", new Passage(7, 0, 6, Unit.CODE_POINTS, null)),
                        new Page(B, ""));
    }

    @Test
    void readsAnnotationsThatOnlyTheLastEventOfResponsesHas() {
        assertThat(
                        read(
                                new ResponsesDialect(false),
                                """
                                {"type":"response.completed","response":{"status":"completed","output":[
                                 {"type":"message","content":[{"type":"output_text","text":"Bread.","annotations":[
                                  {"type":"url_citation","url":"https://example.com/a","title":"Bread",
                                   "start_index":0,"end_index":5}]}]}]}}
                                """))
                .containsExactly(new Page(A, "Bread"));
    }

    @Test
    void readsWhatABlockOfAnthropicsCites() {
        assertThat(
                        read(
                                new AnthropicDialect(),
                                """
                                {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}
                                """,
                                """
                                {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Well. "}}
                                """,
                                """
                                {"type":"content_block_stop","index":0}
                                """,
                                """
                                {"type":"content_block_start","index":1,"content_block":{"type":"text","text":"","citations":[]}}
                                """,
                                """
                                {"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":
                                 {"type":"web_search_result_location","cited_text":"…","url":"https://example.com/a",
                                  "title":"Bread","encrypted_index":"Eo8B"}}}
                                """,
                                """
                                {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Use soda."}}
                                """,
                                """
                                {"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":
                                 {"type":"search_result_location","source":"https://example.org/b","title":"Soda",
                                  "search_result_index":0,"start_block_index":0,"end_block_index":0}}}
                                """,
                                """
                                {"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":
                                 {"type":"char_location","document_index":0,"document_title":"Mine","cited_text":"…"}}}
                                """,
                                """
                                {"type":"content_block_stop","index":1}
                                """))
                .containsExactly(
                        new Placed(A, "Bread", new Passage(6, 0, 9, Unit.CODE_UNITS, null)),
                        new Placed(B, "Soda", new Passage(6, 0, 9, Unit.CODE_UNITS, null)));
    }

    @Test
    void readsGeminisGroundingInTheOrderOfItsChunks() {
        assertThat(
                        read(
                                new GeminiDialect(),
                                """
                                {"candidates":[{"content":{"parts":[{"text":"Früh."}]},"finishReason":"STOP",
                                 "groundingMetadata":{"webSearchQueries":["bread"],
                                  "groundingChunks":[{"web":{"uri":"https://example.com/a","title":"example.com"}},
                                   {"web":{"uri":"https://example.org/b","title":"example.org"}}],
                                  "groundingSupports":[{"segment":{"endIndex":6,"text":"Früh."},
                                   "groundingChunkIndices":[1,7]}]}}]}
                                """))
                .containsExactly(
                        new Page(A, "example.com"),
                        new Page(B, "example.org"),
                        new Placed(B, "example.org", new Passage(0, 0, 6, Unit.BYTES, "Früh.")));
    }

    @Test
    void readsMistralsReferences() {
        assertThat(
                        read(
                                new MistralDialect(),
                                """
                                {"choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Bread."},
                                 {"type":"tool_reference","tool":"web_search","title":"Bread","url":"https://example.com/a"},
                                 {"type":"reference","reference_ids":[1]}]}}]}
                                """))
                .containsExactly(new Page(A, "Bread"));
    }

    /** Without thinking that was taken out, nothing of it is certain any more. */
    @Test
    void givesUpThePlacesInATextFromWhichTagsWereTaken() {
        // given
        Heard heard = new Heard();
        ThinkTags tags = new ThinkTags(heard, false, _ -> {});
        Placed placed = new Placed(A, "Bread", new Passage(0, 0, 5, Unit.CODE_POINTS, null));

        // when
        tags.answered("<think>hm</think>");
        tags.answered("Bread.");
        tags.cites(placed);
        tags.cites(new Marked(B, null, "[1]"));

        // then
        assertThat(heard.citations)
                .containsExactly(new Page(A, "Bread"), new Marked(B, null, "[1]"));
    }

    private static List<Cited> read(Dialect dialect, String... events) {
        Heard heard = new Heard();
        AnswerReader reader = dialect.reader();
        for (String event : events) {
            try {
                reader.event(JSON.readTree(event), heard);
            } catch (JsonProcessingException mistake) {
                throw new AssertionError(event, mistake);
            }
        }
        return heard.citations;
    }
}
