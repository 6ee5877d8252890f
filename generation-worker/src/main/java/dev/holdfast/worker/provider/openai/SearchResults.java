package dev.holdfast.worker.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.ProviderListener;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Perplexity's {@code citations} (addresses) and {@code search_results} (addresses with titles), of
 * which others send the first. Each event repeats them; they are told when they change. One per
 * answer.
 */
final class SearchResults {
    private JsonNode citations = MissingNode.getInstance();
    private JsonNode results = MissingNode.getInstance();

    void read(JsonNode event, ProviderListener answer) {
        JsonNode newCitations = event.path("citations");
        JsonNode newResults = event.path("search_results");
        boolean isNews =
                (newCitations.isArray() && !newCitations.equals(citations))
                        || (newResults.isArray() && !newResults.equals(results));
        if (!isNews) {
            return;
        }
        citations = newCitations.isArray() ? newCitations : citations;
        results = newResults.isArray() ? newResults : results;
        boolean marks = results.isArray() || event.path("model").asText("").contains("sonar");
        Map<String, String> titles = titles();
        int number = 0;
        for (JsonNode each : citations.isArray() ? citations : results) {
            number++;
            String url = each.isTextual() ? each.asText() : each.path("url").asText("");
            if (!url.isEmpty()) {
                answer.cites(citation(url, titles.get(url), marks ? "[" + number + "]" : null));
            }
        }
    }

    /** Only of Perplexity's models is it known that {@code [n]} is the n-th of the list. */
    private static Cited citation(String url, @Nullable String title, @Nullable String mark) {
        return mark == null ? new Cited.Page(url, title) : new Cited.Marked(url, title, mark);
    }

    private Map<String, String> titles() {
        Map<String, String> titles = new HashMap<>();
        for (JsonNode result : results) {
            if (result.path("title").isTextual()) {
                titles.putIfAbsent(result.path("url").asText(""), result.path("title").asText());
            }
        }
        return titles;
    }
}
