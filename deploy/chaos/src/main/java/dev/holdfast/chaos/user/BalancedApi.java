package dev.holdfast.chaos.user;

import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.journal.Journal;
import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * The REST interface behind a balancer: each try goes to any chat-api, until one answers. Whatever
 * is called must be safe to repeat. Thread-safe.
 */
public final class BalancedApi {
    private static final long LONGEST_WAIT_MILLIS = 3_000;

    private final String user;
    private final List<Map.Entry<String, ChatApi>> apis;
    private final Horizon horizon;
    private final Journal journal;
    private final Findings findings;
    private final Books books;

    public BalancedApi(
            String user,
            Map<String, ChatApi> apis,
            Horizon horizon,
            Journal journal,
            Findings findings,
            Books books) {
        this.user = user;
        this.apis = List.copyOf(apis.entrySet());
        this.horizon = horizon;
        this.journal = journal;
        this.findings = findings;
        this.books = books;
    }

    /**
     * Calls until there is an answer that another try would not change.
     *
     * @param what for the journal
     * @return nothing if there was none within the run's limit
     */
    public Optional<ApiAnswer> call(String what, Function<ChatApi, ApiAnswer> call)
            throws InterruptedException {
        while (!horizon.isPast()) {
            Map.Entry<String, ChatApi> api =
                    apis.get(ThreadLocalRandom.current().nextInt(apis.size()));
            long pause = 200 + ThreadLocalRandom.current().nextLong(500);
            try {
                ApiAnswer answer = call.apply(api.getValue());
                note(api.getKey(), what, answer.status() + " " + answer.slug());
                if (isFinal(answer)) {
                    return Optional.of(answer);
                }
                pause = waitOf(api.getKey(), what, answer, pause);
            } catch (UncheckedIOException notThere) {
                note(api.getKey(), what, notThere.toString());
                if (notThere.getCause()
                        instanceof com.fasterxml.jackson.core.JsonProcessingException) {
                    findings.add(
                            Breach.UNEXPECTED,
                            "api-" + user,
                            what + " is answered with no JSON at " + api.getKey());
                }
            }
            Horizon.pause(pause);
        }
        return Optional.empty();
    }

    private void note(String api, String what, String answer) {
        journal.note(
                "api-" + user, note -> note.put("at", api).put("call", what).put("answer", answer));
    }

    private static boolean isFinal(ApiAnswer answer) {
        return answer.status() < 500 && answer.status() != 429;
    }

    private long waitOf(String api, String what, ApiAnswer answer, long pause) {
        long asked = answer.body().path("retryAfterSeconds").asLong();
        if (answer.status() >= 500) {
            if (answer.status() == 503 && asked > 0) {
                books.toldToComeBack();
            } else {
                findings.add(
                        Breach.SERVER_ERROR,
                        "api-" + user,
                        "%s at %s: %d %s".formatted(what, api, answer.status(), answer.body()));
            }
        }
        return Math.min(Math.max(pause, asked * 1_000), LONGEST_WAIT_MILLIS);
    }
}
