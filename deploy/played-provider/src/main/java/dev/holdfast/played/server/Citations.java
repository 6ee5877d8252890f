package dev.holdfast.played.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.played.Act;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sources in the vendors' words. */
final class Citations {
    private Citations() {}

    /** Perplexity's two lists, as fields of a chunk. */
    static String lists(List<Act.Cite> cited) {
        ObjectNode fields = Json.object();
        ArrayNode citations = fields.putArray("citations");
        ArrayNode results = fields.putArray("search_results");
        for (Act.Cite cite : cited) {
            citations.add(cite.url());
            results.addObject().put("title", cite.title()).put("url", cite.url());
        }
        String object = fields.toString();
        return object.substring(1, object.length() - 1);
    }

    /** OpenAI's annotation in Responses; counted in code points, the end exclusive. */
    static ObjectNode flat(Act.Cite cite, String spoken) {
        int end = spoken.codePointCount(0, spoken.length());
        return Json.object()
                .put("type", "url_citation")
                .put("url", cite.url())
                .put("title", cite.title())
                .put("start_index", end - cite.said().codePointCount(0, cite.said().length()))
                .put("end_index", end);
    }

    /** The same in Chat Completions. */
    static ObjectNode nested(Act.Cite cite, String spoken) {
        ObjectNode fields = flat(cite, spoken);
        fields.remove("type");
        return Json.object().put("type", "url_citation").set("url_citation", fields);
    }

    /** Google's chunks and supports; counted in bytes. */
    static ObjectNode grounding(List<Act.Cite> cited, String spoken) {
        ObjectNode metadata = Json.object();
        ArrayNode chunks = metadata.putArray("groundingChunks");
        ArrayNode supports = metadata.putArray("groundingSupports");
        for (Act.Cite cite : cited) {
            if (!cite.said().isEmpty()) {
                int from = spoken.lastIndexOf(cite.said());
                int begin = bytes(spoken.substring(0, from));
                ObjectNode support = supports.addObject();
                support.putObject("segment")
                        .put("startIndex", begin)
                        .put("endIndex", begin + bytes(cite.said()))
                        .put("text", cite.said());
                support.putArray("groundingChunkIndices").add(chunks.size());
            }
            chunks.addObject().putObject("web").put("uri", cite.url()).put("title", cite.title());
        }
        return metadata;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
