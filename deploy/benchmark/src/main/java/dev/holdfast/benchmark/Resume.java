package dev.holdfast.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.Json;
import dev.holdfast.client.StreamClient;
import dev.holdfast.client.View;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.played.Script;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How long it takes to read a long answer again from a cursor before its beginning. */
final class Resume {
    private static final int TOKENS = 32_000;
    private static final int RUNS = 9;
    private static final long PATIENCE_SECONDS = 180;

    private final Stage stage;
    private final String user = "resume";

    Resume(Stage stage) {
        this.stage = stage;
    }

    void run() throws Exception {
        ChatApi api = stage.api(user);
        UUID conversation = api.newConversation();
        View live = new View().withoutHistory();
        String model = "resume-" + UUID.randomUUID();
        stage.provider().playForModel(model, Script.answer(prose(), 1_500));
        CompletableFuture<String> before = new CompletableFuture<>();
        try (StreamClient device =
                stage.device(
                        user,
                        conversation,
                        live,
                        frame -> {
                            if (frame.path("type").asText().equals("welcome")) {
                                before.complete(frame.get("cursor").asText());
                            }
                        })) {
            device.connect();
            String cursor = before.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            ApiAnswer sent = api.send(conversation, "Go on", "openai", model).expect(202);
            awaitEnd(live, sent.generationId());
            String whole = live.generation(sent.generationId()).orElseThrow().text();

            System.out.printf(
                    "%nresume of an answer of %d tokens, %d characters%n", TOKENS, whole.length());
            measure("from the gateway's memory", conversation, cursor, sent.generationId(), whole);
            stage.stack().streamGateway().restart();
            measure("after a gateway restart", conversation, cursor, sent.generationId(), whole);
        }
    }

    private void measure(
            String how, UUID conversation, String cursor, UUID generation, String whole)
            throws Exception {
        Spread time = new Spread();
        AtomicLong bytes = new AtomicLong();
        for (int i = 0; i < RUNS; i++) {
            View view = new View().withoutHistory();
            view.load(Json.read("{\"generations\":[],\"cursor\":\"" + cursor + "\"}"));
            bytes.set(0);
            CompletableFuture<Void> end = new CompletableFuture<>();
            try (StreamClient device =
                    stage.device(
                            user,
                            conversation,
                            view,
                            frame -> {
                                bytes.addAndGet(length(frame));
                                if (view.end(generation).isPresent()) {
                                    end.complete(null);
                                }
                            })) {
                long start = System.nanoTime();
                device.connect();
                end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                time.add((System.nanoTime() - start) / 1_000);
            }
            check(view, generation, whole);
        }
        System.out.printf("  %-26s %s, %,d bytes of frames%n", how, time, bytes.get());
    }

    private static void check(View view, UUID generation, String whole) {
        GenerationEvent.Ended end = view.end(generation).orElseThrow();
        if (!end.result().content().text().equals(whole) || !view.breaches().isEmpty()) {
            throw new IllegalStateException("the answer was not read whole: " + view.breaches());
        }
    }

    private static void awaitEnd(View view, UUID generation) throws InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * 10; i++) {
            if (view.end(generation).isPresent()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("the answer did not end");
    }

    private static long length(JsonNode frame) {
        return frame.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** Markdown of the usual kinds, four characters a token. */
    private static String prose() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; text.length() < TOKENS * 4; i++) {
            text.append("## Part ").append(i).append("\n\n");
            text.append("A log is **append-only**: what was said stays, and a reader *resumes*");
            text.append(" where it was. Nothing of it is lost.\n\n");
            text.append("- first `item`\n- second item\n\n");
            text.append("```java\nlong offset = ").append(i).append(";\n```\n\n");
        }
        return text.substring(0, TOKENS * 4);
    }
}
