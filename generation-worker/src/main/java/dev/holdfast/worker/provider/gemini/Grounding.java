package dev.holdfast.worker.provider.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Cited.Passage;
import dev.holdfast.worker.provider.Cited.Unit;
import dev.holdfast.worker.provider.ProviderListener;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate's {@code groundingMetadata} says of its sources: a list of chunks, and supports
 * that name a part of the text, in bytes, and the chunks that it rests on.
 */
final class Grounding {
    private Grounding() {}

    static void read(JsonNode candidate, ProviderListener answer) {
        JsonNode metadata = candidate.path("groundingMetadata");
        JsonNode chunks = metadata.path("groundingChunks");
        for (JsonNode chunk : chunks) {
            JsonNode page = page(chunk);
            if (!url(page).isEmpty()) {
                answer.cites(new Cited.Page(url(page), title(page)));
            }
        }
        for (JsonNode support : metadata.path("groundingSupports")) {
            for (JsonNode index : support.path("groundingChunkIndices")) {
                JsonNode page = page(chunks.path(index.asInt(-1)));
                if (!url(page).isEmpty()) {
                    answer.cites(
                            new Cited.Placed(
                                    url(page), title(page), passage(support.path("segment"))));
                }
            }
        }
        for (JsonNode recited : candidate.path("citationMetadata").path("citationSources")) {
            if (!url(recited).isEmpty()) {
                answer.cites(new Cited.Page(url(recited), null));
            }
        }
    }

    /** Of the web, of the maps or of a store of documents; one of them. */
    private static JsonNode page(JsonNode chunk) {
        return chunk.isObject() && chunk.elements().hasNext() ? chunk.elements().next() : chunk;
    }

    private static String url(JsonNode page) {
        return page.path("uri").asText("");
    }

    private static @Nullable String title(JsonNode page) {
        return page.path("title").asText(null);
    }

    /** The words tell whether the answer is counted from where it began, which differs. */
    private static Passage passage(JsonNode segment) {
        return new Passage(
                0,
                segment.path("startIndex").asInt(0),
                segment.path("endIndex").asInt(0),
                Unit.BYTES,
                segment.path("text").asText(""));
    }
}
