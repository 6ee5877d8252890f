package dev.holdfast.chaos.check;

import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Finding;
import dev.holdfast.chaos.watch.Silence;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param excusedCalls second calls that nobody could have known to be needless
 * @param excusedFailures answers that failed because their provider was cut off
 * @param comeBacks answers of 503 that said when to come back
 * @param repeated records that the log has more than once
 * @param notAlive services that were started again because they said that they are not alive
 * @param errorLines each kind with how often it was logged
 */
public record Report(
        long injected,
        long sent,
        long whole,
        long stopped,
        long excusedFailures,
        long takeovers,
        long excusedCalls,
        long comeBacks,
        long repeated,
        long notAlive,
        LongestSilence silence,
        Map<String, Integer> errorLines,
        List<Finding> findings) {
    /** Of each kind; all of them are in the journal. */
    private static final int SHOWN = 25;

    /** Whether every promise was kept. */
    public boolean isClean() {
        return findings.isEmpty();
    }

    public void print(PrintStream out) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("injected", Long.toString(injected));
        columns.put("sent", Long.toString(sent));
        columns.put("whole", Long.toString(whole));
        columns.put("stopped", Long.toString(stopped));
        columns.put("provider cut", Long.toString(excusedFailures));
        for (Breach breach : Breach.values()) {
            columns.put(breach.title(), Long.toString(count(breach)));
        }
        columns.put("longest silence", millis(silence.calm()));
        columns.put("takeovers", Long.toString(takeovers));
        columns.put(
                "ERROR lines",
                Integer.toString(errorLines.values().stream().mapToInt(Integer::intValue).sum()));
        for (Breach breach : Breach.values()) {
            print(out, breach);
        }
        if (!errorLines.isEmpty()) {
            out.println("\nERROR lines");
            errorLines.forEach((kind, count) -> out.printf("%6d  %s%n", count, kind));
        }
        out.printf(
                "%nlongest silence under faults: %s; 503 with retryAfterSeconds: %d;"
                        + " second calls that could not be known to be needless: %d;"
                        + " records repeated in the log: %d;"
                        + " services that said they are not alive: %d%n%n",
                silence.anywhere().map(Silence::toString).orElse("none"),
                comeBacks,
                excusedCalls,
                repeated,
                notAlive);
        columns.forEach((title, value) -> out.printf("%-16s %10s%n", title, value));
    }

    private void print(PrintStream out, Breach breach) {
        findings.stream()
                .filter(finding -> finding.breach() == breach)
                .limit(SHOWN)
                .forEach(out::println);
        if (count(breach) > SHOWN) {
            out.printf(
                    "… and %d more of %s in journal/findings.jsonl%n",
                    count(breach) - SHOWN, breach.title());
        }
    }

    private long count(Breach breach) {
        return findings.stream().filter(finding -> finding.breach() == breach).count();
    }

    private static String millis(Optional<Silence> silence) {
        return silence.map(each -> each.length().toMillis() + " ms").orElse("< 1000 ms");
    }
}
