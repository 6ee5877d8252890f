package dev.holdfast.worker.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Cited.Passage;
import dev.holdfast.worker.provider.Cited.Unit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's annotation {@code url_citation}, which others took over: its fields stand in it
 * (Responses) or in an object of that name (Chat Completions).
 */
public final class UrlCitation {
    private UrlCitation() {}

    /**
     * @param base where in the call's answer the annotation's text begins, in UTF-16 code units;
     *     null where that is not known
     * @return nothing of an annotation of another kind, such as of a file
     */
    public static Optional<Cited> of(JsonNode annotation, @Nullable Integer base) {
        if (!annotation.path("type").asText("url_citation").equals("url_citation")) {
            return Optional.empty();
        }
        JsonNode own = annotation.path("url_citation");
        JsonNode said = own.isObject() ? own : annotation;
        String url = said.path("url").asText("");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        String title = said.path("title").asText(null);
        int from = said.path("start_index").asInt(0);
        int to = said.path("end_index").asInt(0);
        return Optional.of(
                base == null || to <= from
                        ? new Cited.Page(url, title)
                        : new Cited.Placed(
                                url, title, new Passage(base, from, to, Unit.CODE_POINTS, null)));
    }
}
