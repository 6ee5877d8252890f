package dev.holdfast.chaos.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The end of each generation as the first of its user's devices read it. Thread-safe. */
public final class Ends {
    private final Map<String, CompletableFuture<JsonNode>> ends = new ConcurrentHashMap<>();

    public CompletableFuture<JsonNode> of(String generation) {
        return ends.computeIfAbsent(generation, _ -> new CompletableFuture<>());
    }

    void read(String generation, JsonNode end) {
        of(generation).complete(end);
    }
}
