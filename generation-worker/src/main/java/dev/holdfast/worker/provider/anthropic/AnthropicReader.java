package dev.holdfast.worker.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Cited.Passage;
import dev.holdfast.worker.provider.Cited.Unit;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.wire.AnswerReader;
import dev.holdfast.worker.provider.wire.Ending;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of Messages. Input is counted at the start, output again and again to the end. What
 * a block of text cites, all of the block rests on.
 */
final class AnthropicReader implements AnswerReader {
    /** Of one block. */
    private static final int MOST_CITED = 100;

    private final Ending ending = new Ending();

    /**
     * With what was read from the cache and written to it, which Anthropic counts apart; null
     * before it was counted.
     */
    private @Nullable Integer inputTokens;

    private @Nullable Integer cachedTokens;
    private @Nullable Integer outputTokens;

    /** UTF-16 code units. */
    private int answered;

    /** Where the block that is being written begins, and what it cites. */
    private int blockFrom;

    private final List<JsonNode> cited = new ArrayList<>();

    @Override
    public void event(JsonNode event, ProviderListener answer) {
        switch (event.path("type").asText()) {
            case "message_start" -> started(event.path("message").path("usage"), answer);
            case "content_block_start" -> block(event.path("content_block"), answer);
            case "content_block_delta" -> delta(event.path("delta"), answer);
            case "content_block_stop" -> blockEnds(answer);
            case "message_delta" -> {
                spent(event.path("usage"), answer);
                JsonNode reason = event.path("delta").path("stop_reason");
                if (reason.isTextual()) {
                    ending.because(reason(reason.asText()));
                }
            }
            case "message_stop" -> end(answer, End.CLOSED);
            case "message" -> whole(event, answer);
            default -> {}
        }
    }

    private void whole(JsonNode message, ProviderListener answer) {
        started(message.path("usage"), answer);
        for (JsonNode block : message.path("content")) {
            block(block, answer);
            blockEnds(answer);
        }
        JsonNode reason = message.path("stop_reason");
        if (reason.isTextual()) {
            ending.because(reason(reason.asText()));
        }
    }

    private void started(JsonNode usage, ProviderListener answer) {
        if (usage.isObject()) {
            int cached = usage.path("cache_read_input_tokens").asInt();
            cachedTokens = cached;
            inputTokens =
                    usage.path("input_tokens").asInt()
                            + usage.path("cache_creation_input_tokens").asInt()
                            + cached;
            spent(usage, answer);
        }
    }

    /** Thinking is counted within the output, and not by itself. */
    private void spent(JsonNode usage, ProviderListener answer) {
        if (usage.isObject()) {
            Integer counted = Ending.count(usage.path("output_tokens"));
            outputTokens = counted == null ? outputTokens : counted;
            answer.spent(new Usage(inputTokens, outputTokens, null, cachedTokens));
        }
    }

    /** Usually empty. */
    private void block(JsonNode block, ProviderListener answer) {
        blockFrom = answered;
        answer.reasoned(block.path("thinking").asText(""));
        said(block.path("text").asText(""), answer);
        block.path("citations").forEach(this::cites);
    }

    private void said(String words, ProviderListener answer) {
        answered += words.length();
        answer.answered(words);
    }

    private void cites(JsonNode citation) {
        if (cited.size() < MOST_CITED) {
            cited.add(citation);
        }
    }

    private void blockEnds(ProviderListener answer) {
        for (JsonNode citation : cited) {
            String url = url(citation);
            String title = citation.path("title").asText(null);
            if (!url.isEmpty()) {
                answer.cites(
                        new Cited.Placed(
                                url,
                                title,
                                new Passage(
                                        blockFrom,
                                        0,
                                        answered - blockFrom,
                                        Unit.CODE_UNITS,
                                        null)));
            }
        }
        cited.clear();
    }

    /** A search result of one's own has a source, which may be an address; a document has none. */
    private static String url(JsonNode citation) {
        return citation.path("type").asText().equals("search_result_location")
                ? citation.path("source").asText("")
                : citation.path("url").asText("");
    }

    private void delta(JsonNode delta, ProviderListener answer) {
        switch (delta.path("type").asText()) {
            case "text_delta" -> said(delta.path("text").asText(), answer);
            case "citations_delta" -> cites(delta.path("citation"));
            case "thinking_delta" -> answer.reasoned(delta.path("thinking").asText());
            default -> {}
        }
    }

    private static FinishReason reason(String reason) {
        return switch (reason) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    @Override
    public void end(ProviderListener answer, End how) {
        blockEnds(answer);
        ending.tell(answer, how);
    }
}
