package dev.holdfast.worker.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.wire.AnswerReader;
import dev.holdfast.worker.provider.wire.Ending;
import dev.holdfast.worker.provider.wire.UrlCitation;

/**
 * Reads events of Responses. The last one has the whole response; of that, only the reason, the
 * usage and the sources are read.
 */
final class ResponsesReader implements AnswerReader {
    private final Ending ending = new Ending();
    private boolean reasoned;

    /** UTF-16 code units. */
    private int answered;

    /** The part of the content that is being written, and where it begins in the answer. */
    private String part = "";

    private int partFrom;

    @Override
    public void event(JsonNode event, ProviderListener answer) {
        if (event.path("object").asText().equals("response")) {
            whole(event, answer);
            return;
        }
        switch (event.path("type").asText()) {
            case "response.output_text.delta", "response.refusal.delta" -> {
                enter(partOf(event));
                said(event.path("delta").asText(), answer);
            }
            case "response.output_text.annotation.added" ->
                    UrlCitation.of(
                                    event.path("annotation"),
                                    partOf(event).equals(part) ? (Integer) partFrom : null)
                            .ifPresent(answer::cites);
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" -> {
                reasoned = true;
                answer.reasoned(event.path("delta").asText());
            }
            // A summary has parts, and nothing between them.
            case "response.reasoning_summary_part.added" -> {
                if (reasoned) {
                    answer.reasoned("\n\n");
                }
            }
            case "response.completed" -> finish(event.path("response"), FinishReason.STOP, answer);
            case "response.incomplete" -> {
                JsonNode response = event.path("response");
                finish(response, whyIncomplete(response), answer);
            }
            default -> {}
        }
    }

    private void whole(JsonNode response, ProviderListener answer) {
        for (JsonNode item : response.path("output")) {
            item.path("summary").forEach(part -> answer.reasoned(part.path("text").asText("")));
            for (JsonNode each : item.path("content")) {
                int from = answered;
                said(words(each), answer);
                each.path("annotations")
                        .forEach(annotation ->
                                UrlCitation.of(annotation, from).ifPresent(answer::cites));
            }
        }
        finish(
                response,
                response.path("status").asText().equals("incomplete")
                        ? whyIncomplete(response)
                        : FinishReason.STOP,
                answer);
    }

    private static String partOf(JsonNode event) {
        return event.path("output_index").asInt() + "." + event.path("content_index").asInt();
    }

    private void enter(String next) {
        if (!next.equals(part)) {
            part = next;
            partFrom = answered;
        }
    }

    private void said(String words, ProviderListener answer) {
        answered += words.length();
        // What is thought behind it is another thought, and needs no break from this one.
        reasoned = false;
        answer.answered(words);
    }

    private static String words(JsonNode part) {
        return part.path("text").asText(part.path("refusal").asText(""));
    }

    private static FinishReason whyIncomplete(JsonNode response) {
        return switch (response.path("incomplete_details").path("reason").asText()) {
            case "max_output_tokens" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    private void finish(JsonNode response, FinishReason reason, ProviderListener answer) {
        // Servers that announce no annotation by itself have them here; the others say them again.
        for (JsonNode item : response.path("output")) {
            for (JsonNode each : item.path("content")) {
                each.path("annotations")
                        .forEach(annotation ->
                                UrlCitation.of(annotation, null).ifPresent(answer::cites));
            }
        }
        JsonNode usage = response.path("usage");
        if (usage.isObject()) {
            answer.spent(
                    new Usage(
                            Ending.count(usage.path("input_tokens")),
                            Ending.count(usage.path("output_tokens")),
                            Ending.count(
                                    usage.path("output_tokens_details").path("reasoning_tokens")),
                            Ending.count(
                                    usage.path("input_tokens_details").path("cached_tokens"))));
        }
        ending.because(reason);
        ending.tell(answer);
    }

    @Override
    public void end(ProviderListener answer, End how) {
        ending.tell(answer, how);
    }
}
