package dev.holdfast.worker.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Usage;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderListener;
import dev.holdfast.worker.provider.wire.AnswerReader;
import dev.holdfast.worker.provider.wire.Ending;
import dev.holdfast.worker.provider.wire.UrlCitation;

/**
 * Reads chunks of Chat Completions. Reasoning comes in one of three places, by server: {@code
 * reasoning_content} (DeepSeek, vLLM), {@code reasoning} (OpenRouter, Groq, Ollama), or as a part
 * of the content (Mistral). Sources come beside the choices (Perplexity), as annotations
 * (OpenRouter), or as parts of the content (Mistral). The usage comes after the finish reason, so
 * the answer ends with the stream.
 */
public final class ChatCompletionsReader implements AnswerReader {
    private final Ending ending = new Ending();
    private final SearchResults results = new SearchResults();

    /** Whether any event brought a delta: a message beside them says the same again. */
    private boolean streams;

    @Override
    public void event(JsonNode event, ProviderListener answer) {
        JsonNode choice = firstChoice(event.path("choices"));
        JsonNode delta = delta(choice);
        answer.reasoned(words(delta.path("reasoning_content"), delta.path("reasoning")));
        JsonNode content = delta.path("content");
        if (content.isArray()) {
            content.forEach(part -> part(part, answer));
        } else {
            answer.answered(words(content, delta.path("refusal")));
        }
        // Behind the words to which they belong.
        annotations(choice.path("delta"), answer);
        annotations(choice.path("message"), answer);
        results.read(event, answer);
        JsonNode usage = event.path("usage");
        if (usage.isObject()) {
            answer.spent(usage(usage));
        }
        JsonNode reason = choice.path("finish_reason");
        if (reason.isTextual()) {
            finished(reason.asText(), answer);
        }
    }

    /** One answer was asked for; a server that sends several has the first at index 0. */
    private static JsonNode firstChoice(JsonNode choices) {
        for (JsonNode choice : choices) {
            if (choice.path("index").asInt(0) == 0) {
                return choice;
            }
        }
        return MissingNode.getInstance();
    }

    /** The new words of an event; of one whole answer, all of them. */
    private JsonNode delta(JsonNode choice) {
        JsonNode delta = choice.path("delta");
        streams |= delta.isObject();
        return streams ? delta : choice.path("message");
    }

    /** The first of two fields that holds any. */
    private static String words(JsonNode first, JsonNode second) {
        if (first.isTextual() && !first.asText().isEmpty()) {
            return first.asText();
        }
        return second.isTextual() ? second.asText() : "";
    }

    private static void annotations(JsonNode message, ProviderListener answer) {
        for (JsonNode annotation : message.path("annotations")) {
            UrlCitation.of(annotation, 0).ifPresent(answer::cites);
        }
    }

    private static void part(JsonNode part, ProviderListener answer) {
        switch (part.path("type").asText()) {
            case "text" -> answer.answered(part.path("text").asText());
            case "thinking" ->
                    part.path("thinking")
                            .forEach(thought -> answer.reasoned(thought.path("text").asText()));
            case "tool_reference" -> {
                String url = part.path("url").asText("");
                if (!url.isEmpty()) {
                    answer.cites(new Cited.Page(url, part.path("title").asText(null)));
                }
            }
            default -> {}
        }
    }

    private void finished(String reason, ProviderListener answer) {
        switch (reason) {
            case "stop", "eos", "end_turn" -> ending.because(FinishReason.STOP);
            case "length", "model_length", "max_tokens" -> ending.because(FinishReason.LENGTH);
            case "content_filter", "safety" -> ending.because(FinishReason.CONTENT_FILTER);
            case "error" -> answer.failed(new ProviderFailure.Broken(200, null));
            default -> ending.because(FinishReason.OTHER);
        }
    }

    private static Usage usage(JsonNode usage) {
        return new Usage(
                Ending.count(usage.path("prompt_tokens")),
                Ending.count(usage.path("completion_tokens")),
                Ending.count(usage.path("completion_tokens_details").path("reasoning_tokens")),
                Ending.count(usage.path("prompt_tokens_details").path("cached_tokens")));
    }

    @Override
    public void end(ProviderListener answer, End how) {
        ending.tell(answer, how);
    }
}
