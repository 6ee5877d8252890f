package dev.holdfast.chaos.user;

import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.journal.Journal;
import dev.holdfast.chaos.play.PlayedAnswer;
import dev.holdfast.chaos.stage.Stage;
import dev.holdfast.chaos.watch.Ends;
import dev.holdfast.chaos.watch.Prompts;
import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One conversation after another, as a person leads them: asks, reads to the end, asks on at once
 * or later, stops, renames, deletes. Confined to one thread.
 */
final class Person {
    /** Longer than any answer; what did not end by then is found by the books. */
    private static final Duration READING = Duration.ofMinutes(3);

    private final String user;
    private final String name;
    private final Random random;
    private final BalancedApi api;
    private final Around around;
    private final Consumer<UUID> onConversation;
    private int said;

    /** What all persons share. */
    record Around(
            Stage stage,
            Horizon horizon,
            Journal journal,
            Findings findings,
            Books books,
            Prompts prompts,
            Ends ends) {}

    /**
     * @param name unique in the run
     * @param onConversation told of each conversation before anything is said in it
     */
    Person(
            String user,
            String name,
            Random random,
            BalancedApi api,
            Around around,
            Consumer<UUID> onConversation) {
        this.user = user;
        this.name = name;
        this.random = random;
        this.api = api;
        this.around = around;
        this.onConversation = onConversation;
    }

    void run() {
        try {
            while (!around.horizon().isOver()) {
                talk();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void talk() throws InterruptedException {
        UUID conversation = Ids.next();
        around.books().made(user, conversation);
        onConversation.accept(conversation);
        if (put(conversation, "{}").isEmpty()) {
            return;
        }
        int turns = 1 + random.nextInt(5);
        UUID parent = null;
        for (int turn = 0; turn < turns && !around.horizon().isOver(); turn++) {
            Sent sent = say(conversation, parent);
            if (sent == null) {
                return;
            }
            meddle(sent);
            if (random.nextInt(40) == 0) {
                delete(conversation);
                return;
            }
            if (!Horizon.completes(around.ends().of(sent.generation().toString()), READING)) {
                return;
            }
            parent = random.nextInt(6) == 0 ? parent : sent.reply();
            if (random.nextInt(5) < 2) {
                Horizon.pause(random.nextInt(3_000));
            }
        }
        if (random.nextInt(8) == 0) {
            delete(conversation);
        }
    }

    /** While the answer comes. */
    private void meddle(Sent sent) throws InterruptedException {
        if (random.nextInt(5) == 0) {
            sayAgain(sent);
        }
        if (random.nextInt(6) == 0) {
            Horizon.pause(random.nextInt(5_000));
            stop(sent);
        }
        if (random.nextInt(5) == 0) {
            put(
                    sent.conversation(),
                    random.nextBoolean()
                            ? "{\"title\":\"%s %d\"}".formatted(name, said)
                            : "{\"pinned\":" + random.nextBoolean() + "}");
        }
    }

    private Optional<ApiAnswer> put(UUID conversation, String body) throws InterruptedException {
        return expect(
                "PUT conversation " + conversation + " " + body,
                List.of(200, 201),
                api.call(
                        "PUT conversation " + conversation,
                        at -> at.call("PUT", "/api/conversations/" + conversation, body)));
    }

    private @Nullable Sent say(UUID conversation, @Nullable UUID parent)
            throws InterruptedException {
        UUID message = Ids.next();
        String prompt = "%s-%d: tell me about %s".formatted(name, ++said, message);
        around.stage().provider().playForPrompt(prompt, PlayedAnswer.to(prompt).script());
        around.prompts().said(message.toString(), prompt);
        Optional<ApiAnswer> answer = send(conversation, message, parent, prompt);
        if (answer.isEmpty()) {
            return null;
        }
        Sent sent =
                new Sent(
                        user,
                        conversation,
                        message,
                        parent,
                        prompt,
                        answer.get().generationId(),
                        answer.get().replyId(),
                        Instant.now());
        around.prompts().answered(message.toString(), sent.generation().toString());
        around.books().sent(sent);
        around.journal()
                .note(
                        "sent",
                        note ->
                                note.put("user", user)
                                        .put("conversation", conversation.toString())
                                        .put("message", message.toString())
                                        .put("parent", parent == null ? null : parent.toString())
                                        .put("prompt", prompt)
                                        .put("generation", sent.generation().toString())
                                        .put("reply", sent.reply().toString()));
        return sent;
    }

    private Optional<ApiAnswer> send(
            UUID conversation, UUID message, @Nullable UUID parent, String prompt)
            throws InterruptedException {
        return expect(
                "PUT message " + message,
                List.of(202),
                api.call(
                        "PUT message " + message,
                        at ->
                                at.send(
                                        conversation,
                                        message,
                                        parent,
                                        prompt,
                                        Stage.PROVIDER,
                                        Stage.MODEL)));
    }

    /** As a client does that was cut off before it heard the answer. */
    private void sayAgain(Sent sent) throws InterruptedException {
        Optional<ApiAnswer> again =
                send(sent.conversation(), sent.message(), sent.parent(), sent.prompt());
        if (again.isPresent() && !again.get().generationId().equals(sent.generation())) {
            around.findings()
                    .add(
                            Breach.TWICE,
                            "api-" + user,
                            "message %s repeated made generation %s beside %s"
                                    .formatted(
                                            sent.message(),
                                            again.get().generationId(),
                                            sent.generation()));
        }
    }

    private void stop(Sent sent) throws InterruptedException {
        around.books().stopped(sent.generation());
        expect(
                "stop " + sent.generation(),
                List.of(202),
                api.call("stop " + sent.generation(), at -> at.stop(sent.generation())));
    }

    /** A repeat whose first try was carried out finds nothing any more. */
    private void delete(UUID conversation) throws InterruptedException {
        around.books().deleted(conversation);
        expect(
                "DELETE " + conversation,
                List.of(204, 404),
                api.call(
                        "DELETE " + conversation,
                        at -> at.call("DELETE", "/api/conversations/" + conversation, null)));
    }

    private Optional<ApiAnswer> expect(
            String what, List<Integer> statuses, Optional<ApiAnswer> answer) {
        if (answer.isEmpty()) {
            around.findings()
                    .add(Breach.LOST, "api-" + user, what + " was not answered to the end");
            return answer;
        }
        if (!statuses.contains(answer.get().status())) {
            around.findings()
                    .add(
                            Breach.UNEXPECTED,
                            "api-" + user,
                            what
                                    + " is answered with "
                                    + answer.get().status()
                                    + " "
                                    + answer.get().body());
            return Optional.empty();
        }
        return answer;
    }
}
