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
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;

/** A user with one conversation and one device, who notes when each event came to it. */
final class Conversing implements AutoCloseable {
    private static final double TOKENS_PER_SECOND = 50;
    private static final int TOKENS = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChatApi api;
    private final UUID conversation;
    private final String model = "reaction-" + UUID.randomUUID();
    private final StreamClient device;
    private final List<Came> came = new ArrayList<>();

    /**
     * @param at when its frame came, in microseconds since the epoch
     */
    record Came(JsonNode event, long at) {

        boolean is(String type, UUID generation) {
            return event.path("type").asText().equals(type)
                    && event.path("generationId").asText().equals(generation.toString());
        }

        boolean isAttempt(int attempt) {
            return event.path("attempt").asInt() == attempt;
        }
    }

    Conversing(Stage stage, String user) throws Exception {
        this.api = stage.api(user);
        this.conversation = api.newConversation();
        this.device = stage.device(user, conversation, new View().withoutHistory(), this::take);
        stage.provider().playForModel(model, Script.load(TOKENS, TOKENS_PER_SECOND));
        device.connect();
    }

    String model() {
        return model;
    }

    private synchronized void take(JsonNode frame) {
        long now = Micros.now();
        for (JsonNode event : frame.path("events")) {
            came.add(new Came(event, now));
        }
        notifyAll();
    }

    /** Sends, and returns once the answer has begun to come. */
    UUID beginAnswer() throws InterruptedException {
        synchronized (this) {
            came.clear();
        }
        ApiAnswer sent = api.send(conversation, "Go on", "openai", model).expect(202);
        UUID generation = sent.generationId();
        await(
                generation,
                "its first word",
                (each, id) -> each.is("generation.progressed", id) && Words.areIn(each.event()));
        return generation;
    }

    void stop(UUID generation) {
        api.stop(generation).expect(202);
    }

    /** The first of this kind, now or once it comes. */
    synchronized Came await(UUID generation, String what, BiPredicate<Came, UUID> kind)
            throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (Came each : came) {
                if (kind.test(each, generation)) {
                    return each;
                }
            }
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException(what + " did not come to the device");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    @Override
    public void close() {
        device.close();
    }
}
