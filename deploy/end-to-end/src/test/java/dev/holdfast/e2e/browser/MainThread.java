package dev.holdfast.e2e.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.holdfast.client.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the page's one thread did while it was watched. Beside the browser's own long-task observer,
 * which counts time on the wall, a trace tells the time on the processor: on a machine that is busy
 * with other things, only the latter is the page's own doing.
 */
final class MainThread {
    private static final long LONG_MICROS = 50_000;
    private static final int SHOWN_PARTS = 4;

    private static final String OBSERVE =
            """
            () => {
              window.longTasks = [];
              new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.longTasks.push(entry.duration)))
                .observe({ type: 'longtask' });
            }
            """;

    private final Browser browser;
    private final Page page;

    private MainThread(Browser browser, Page page) {
        this.browser = browser;
        this.page = page;
    }

    static MainThread watch(Page page) {
        Browser browser = page.context().browser();
        page.evaluate(OBSERVE);
        browser.startTracing(
                page,
                new Browser.StartTracingOptions()
                        .setCategories(List.of("toplevel", "devtools.timeline", "__metadata")));
        return new MainThread(browser, page);
    }

    /**
     * @param observed milliseconds on the wall of each task of 50 ms and more
     * @param computed milliseconds on the processor of each task that took 50 ms and more there
     * @param longest what the longest computed one consisted of
     */
    record Seen(List<Double> observed, List<Double> computed, String longest) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d tasks over 50 ms on the wall, the longest %.0f ms; %d over 50 ms of"
                            + " processor time, the longest %.0f ms%s",
                    observed.size(),
                    longest(observed),
                    computed.size(),
                    longest(computed),
                    longest);
        }

        double longestComputed() {
            return longest(computed);
        }

        private static double longest(List<Double> millis) {
            return millis.stream().mapToDouble(each -> each).max().orElse(0);
        }
    }

    Seen stop() {
        List<?> tasks = (List<?>) page.evaluate("() => window.longTasks");
        List<Double> observed = tasks.stream().map(task -> ((Number) task).doubleValue()).toList();
        String trace = new String(browser.stopTracing(), StandardCharsets.UTF_8);
        List<JsonNode> events = new ArrayList<>();
        Json.read(trace).path("traceEvents").forEach(events::add);
        List<JsonNode> ofThread = ofMainThread(events);
        List<JsonNode> longTasks =
                ofThread.stream()
                        .filter(MainThread::isTask)
                        .filter(event -> event.path("tdur").asLong() >= LONG_MICROS)
                        .sorted(Comparator.comparingLong(event -> -event.path("tdur").asLong()))
                        .toList();
        List<Double> computed =
                longTasks.stream().map(task -> task.path("tdur").asLong() / 1000.0).toList();
        return new Seen(
                observed,
                computed,
                longTasks.isEmpty() ? "" : ": " + parts(longTasks.getFirst(), ofThread));
    }

    /** The renderer's thread that was the busiest: other tabs and workers have such threads too. */
    private static List<JsonNode> ofMainThread(List<JsonNode> events) {
        Map<String, List<JsonNode>> byThread =
                events.stream().collect(Collectors.groupingBy(MainThread::thread));
        return events.stream()
                .filter(event -> event.path("name").asText().equals("thread_name"))
                .filter(event -> event.at("/args/name").asText().equals("CrRendererMain"))
                .map(event -> byThread.getOrDefault(thread(event), List.of()))
                .max(Comparator.comparingInt(List::size))
                .orElseThrow(() -> new AssertionError("no renderer in the trace"));
    }

    private static boolean isTask(JsonNode event) {
        return event.path("name").asText().endsWith("RunTask");
    }

    private static String thread(JsonNode event) {
        return event.path("pid").asText() + "/" + event.path("tid").asText();
    }

    private static String parts(JsonNode task, List<JsonNode> events) {
        long from = task.path("ts").asLong();
        long to = from + task.path("dur").asLong();
        Map<String, Long> micros = new TreeMap<>();
        for (JsonNode event : events) {
            long at = event.path("ts").asLong();
            if (at >= from && at < to && !isTask(event) && event.has("tdur")) {
                micros.merge(event.path("name").asText(), event.path("tdur").asLong(), Long::sum);
            }
        }
        return micros.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(SHOWN_PARTS)
                .map(part -> part.getKey() + " " + part.getValue() / 1000 + " ms")
                .collect(Collectors.joining(", "));
    }
}
