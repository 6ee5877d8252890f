package dev.holdfast.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.StreamClient;
import dev.holdfast.client.View;
import dev.holdfast.played.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of generations at once, each at the pace of a fast model, each read by its user's
 * device. Users send one after the other within a second, as users do.
 */
final class StreamLoad {
    private static final double TOKENS_PER_SECOND = 50;
    private static final Pattern STAMP = Pattern.compile("t=(\\d+);");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Stage stage;
    private final int generations;
    private final int tokens;
    private final Spread accept = new Spread();
    private final Spread firstEvent = new Spread();
    private final Spread firstToken = new Spread();
    private final Spread chunkToFrame = new Spread();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong breaches = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /**
     * @param tokens of each answer
     */
    StreamLoad(Stage stage, int generations, int tokens) {
        this.stage = stage;
        this.generations = generations;
        this.tokens = tokens;
    }

    /**
     * @return false if not every generation completed without a breach
     */
    boolean run() throws Exception {
        String model = "load-" + generations + "-" + UUID.randomUUID();
        stage.provider().playForModel(model, Script.load(tokens, TOKENS_PER_SECOND));
        CountDownLatch ended = new CountDownLatch(generations);
        List<User> users = new ArrayList<>();
        for (int i = 0; i < generations; i++) {
            users.add(new User("load-" + i, model, ended));
        }
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (User user : users) {
                user.device.connect();
            }
            for (User user : users) {
                senders.execute(user::send);
                TimeUnit.MICROSECONDS.sleep(1_000_000 / generations);
            }
            boolean all = ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            users.forEach(user -> breaches.addAndGet(user.view.breaches().size()));
            return all && failed.get() == 0 && breaches.get() == 0;
        } finally {
            users.forEach(user -> user.device.close());
        }
    }

    void print() {
        System.out.printf(
                "%n%d generations at once, %d tokens each at %.0f tokens/s%n",
                generations, tokens, TOKENS_PER_SECOND);
        System.out.println("  send → 202                    " + accept);
        System.out.println("  send → first event            " + firstEvent);
        System.out.println("  send → first token            " + firstToken);
        System.out.println("  provider chunk → client frame " + chunkToFrame);
        System.out.printf(
                "  frames with tokens: %d (%.1f tokens each); failed: %d; breaches: %d%n",
                frames.get(),
                chunkToFrame.count() / (double) Math.max(1, frames.get()),
                failed.get(),
                breaches.get());
    }

    /** One user with one conversation and one device. */
    private final class User {
        private final String model;
        private final CountDownLatch ended;
        private final ChatApi api;
        private final UUID conversation;
        private final View view = new View().withoutHistory();
        private final StreamClient device;
        private volatile long sentAt;
        private boolean sawEvent;
        private boolean sawToken;

        private User(String name, String model, CountDownLatch ended) {
            this.model = model;
            this.ended = ended;
            this.api = stage.api(name);
            this.conversation = api.newConversation();
            this.device = stage.device(name, conversation, view, this::take);
        }

        private void send() {
            sentAt = Micros.now();
            ApiAnswer answer = api.send(conversation, "Go on", "openai", model);
            accept.add(Micros.now() - sentAt);
            if (answer.status() != 202) {
                failed.incrementAndGet();
                ended.countDown();
            }
        }

        /** On the socket's thread, frame after frame. */
        private void take(JsonNode frame) {
            if (!frame.path("type").asText().equals("events") || sentAt == 0) {
                return;
            }
            long now = Micros.now();
            if (!sawEvent) {
                sawEvent = true;
                firstEvent.add(now - sentAt);
            }
            boolean hasTokens = false;
            for (JsonNode event : frame.get("events")) {
                switch (event.get("type").asText()) {
                    case "generation.progressed" -> {
                        hasTokens = true;
                        for (JsonNode piece : event.get("pieces")) {
                            measure(piece.path("text").asText(), now);
                        }
                    }
                    case "generation.ended" -> {
                        if (!event.get("end").asText().equals("completed")) {
                            failed.incrementAndGet();
                        }
                        ended.countDown();
                    }
                    default -> {}
                }
            }
            if (hasTokens) {
                frames.incrementAndGet();
            }
        }

        private void measure(String text, long now) {
            if (!sawToken) {
                sawToken = true;
                firstToken.add(now - sentAt);
            }
            Matcher stamps = STAMP.matcher(text);
            while (stamps.find()) {
                chunkToFrame.add(now - Long.parseLong(stamps.group(1)));
            }
        }
    }
}
