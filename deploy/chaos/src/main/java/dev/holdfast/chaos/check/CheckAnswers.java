package dev.holdfast.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.play.PlayedAnswer;
import dev.holdfast.chaos.user.BalancedApi;
import dev.holdfast.chaos.user.Books;
import dev.holdfast.chaos.user.Sent;
import dev.holdfast.chaos.watch.Shown;
import dev.holdfast.chaos.watch.Told;
import dev.holdfast.client.ApiAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Each accepted message is there, its reply has ended once, with the provider's text where it
 * completed and a beginning of it where it did not, and REST says the same as the log.
 */
final class CheckAnswers {
    private final Books books;
    private final Findings findings;
    private final Map<String, TrueLog> logs;

    /** Whether a failure of a generation is what a fault of its provider's link leaves. */
    private final Function<Sent, Boolean> isExcused;

    private long whole;
    private long stopped;
    private long excused;

    CheckAnswers(
            Books books,
            Findings findings,
            Map<String, TrueLog> logs,
            Function<Sent, Boolean> isExcused) {
        this.books = books;
        this.findings = findings;
        this.logs = logs;
        this.isExcused = isExcused;
    }

    void checkLog() {
        books.all().forEach(this::checkEnd);
    }

    private void checkEnd(Sent sent) {
        Story story = story(sent);
        Entry end = story == null ? null : story.end;
        if (end == null) {
            lost(sent, "has no end in the log");
            return;
        }
        Shown expected = Shown.of(PlayedAnswer.to(sent.prompt()));
        Shown found = Told.content(end.event());
        switch (Told.end(end.event())) {
            case "completed" -> {
                if (found.isAllOf(expected)) {
                    whole++;
                } else {
                    lost(sent, "completed otherwise than the provider did, at " + end.where());
                }
            }
            case "stopped" -> {
                stopped++;
                if (!books.mayStop(sent)) {
                    lost(sent, "was stopped by nobody, at " + end.where());
                } else if (!expected.beginsWith(found)) {
                    lost(sent, "was stopped with other words, at " + end.where());
                }
            }
            default -> {
                if (isExcused.apply(sent)) {
                    excused++;
                } else {
                    lost(
                            sent,
                            "failed with "
                                    + end.event().at("/problem/slug").asText()
                                    + " at "
                                    + end.where());
                }
            }
        }
    }

    private @org.jspecify.annotations.Nullable Story story(Sent sent) {
        TrueLog log = logs.get(sent.user());
        return log == null ? null : log.stories().get(sent.generation().toString());
    }

    private void lost(Sent sent, String what) {
        findings.add(
                Breach.LOST,
                "sent",
                "generation %s of %s (message %s, conversation %s) %s"
                        .formatted(
                                sent.generation(),
                                sent.user(),
                                sent.message(),
                                sent.conversation(),
                                what));
    }

    /** Through the users' own doors. */
    void checkRest(Function<String, BalancedApi> apis) throws InterruptedException {
        Map<UUID, List<Sent>> byConversation =
                books.all().stream().collect(Collectors.groupingBy(Sent::conversation));
        for (Map.Entry<UUID, List<Sent>> each : byConversation.entrySet()) {
            if (!books.isDeleted(each.getKey())) {
                String user = each.getValue().getFirst().user();
                Optional<ApiAnswer> answer =
                        apis.apply(user)
                                .call(
                                        "GET conversation " + each.getKey(),
                                        at -> at.conversation(each.getKey()));
                checkState(each.getKey(), answer, each.getValue());
            }
        }
    }

    private void checkState(UUID conversation, Optional<ApiAnswer> answer, List<Sent> sent) {
        if (answer.isEmpty() || answer.get().status() != 200) {
            findings.add(
                    Breach.LOST,
                    "sent",
                    "conversation "
                            + conversation
                            + " is answered with "
                            + answer.map(ApiAnswer::status).orElse(0));
            return;
        }
        Map<String, JsonNode> messages = new HashMap<>();
        answer.get()
                .body()
                .get("messages")
                .forEach(message -> messages.put(message.get("id").asText(), message));
        sent.forEach(each -> checkMessage(each, messages));
    }

    private void checkMessage(Sent sent, Map<String, JsonNode> messages) {
        JsonNode said = messages.get(sent.message().toString());
        JsonNode reply = messages.get(sent.reply().toString());
        if (said == null || reply == null) {
            lost(sent, "is not in REST");
            return;
        }
        if (!Shown.of(said.path("content")).isAllOf(Shown.ofText(sent.prompt()))) {
            lost(sent, "has another question in REST");
        }
        Story story = story(sent);
        Entry end = story == null ? null : story.end;
        if (end != null && !reply.path("status").asText().equals(Told.end(end.event()))) {
            lost(sent, "is " + reply.path("status") + " in REST, but in the log " + end.where());
        } else if (end != null
                && !reply.path("content").equals(end.event().at("/result/content"))) {
            lost(sent, "reads otherwise in REST than in the log at " + end.where());
        }
    }

    long whole() {
        return whole;
    }

    long stopped() {
        return stopped;
    }

    long excused() {
        return excused;
    }
}
