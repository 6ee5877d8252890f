package dev.holdfast.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.fold.Sequence;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationSnapshot;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.MessageAppended;
import dev.holdfast.contracts.log.MessageView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a device has read: the fold of every frame it got, over any number of connections.
 * Thread-safe.
 */
public final class View {
    private @Nullable String cursor;

    /** Of the events that were read since the state was. */
    private Sequence had = Sequence.NONE;

    private final Map<UUID, Followed> generations = new HashMap<>();
    private final Map<UUID, MessageView> messages = new LinkedHashMap<>();
    private final List<LogEvent> events = new ArrayList<>();
    private final List<JsonNode> frames = new ArrayList<>();
    private final List<String> breaches = new ArrayList<>();
    private final List<String> resets = new ArrayList<>();
    private boolean keepsFrames = true;

    /** For long runs: keeps the state and not what led to it. */
    public synchronized View withoutHistory() {
        keepsFrames = false;
        return this;
    }

    synchronized void take(JsonNode frame) {
        if (keepsFrames) {
            frames.add(frame);
        }
        switch (frame.path("type").asText()) {
            case "welcome" -> cursor = cursorOf(frame);
            case "events" -> {
                frame.get("events").forEach(this::takeEvent);
                cursor = cursorOf(frame);
            }
            case "snapshot" -> {
                GenerationSnapshot generation = snapshot(frame.get("generation"));
                generations
                        .computeIfAbsent(generation.generationId(), _ -> new Followed())
                        .startFrom(generation);
                cursor = cursorOf(frame);
            }
            case "reset" -> {
                resets.add(frame.get("reason").asText());
                cursor = cursorOf(frame);
            }
            default -> {}
        }
    }

    private void takeEvent(JsonNode json) {
        LogEvent event = Json.read(json, LogEvent.class);
        if (had.isRepeat(event.sequence())) {
            breaches.add("twice: " + json);
            return;
        }
        had = had.after(event.sequence());
        if (keepsFrames) {
            events.add(event);
        }
        switch (event) {
            case GenerationEvent generation ->
                    generations
                            .computeIfAbsent(generation.generationId(), _ -> new Followed())
                            .take(generation)
                            .ifPresent(breach -> breaches.add(breach + " at " + json));
            case MessageAppended appended ->
                    messages.put(appended.message().id(), appended.message());
            default -> {}
        }
    }

    private static GenerationSnapshot snapshot(JsonNode generation) {
        return Json.read(generation, GenerationSnapshot.class);
    }

    private static String cursorOf(JsonNode frame) {
        return frame.get("cursor").asText();
    }

    /** Where to resume; null before the first frame. */
    public synchronized @Nullable String cursor() {
        return cursor;
    }

    public synchronized Optional<GenerationView> generation(UUID id) {
        return Optional.ofNullable(generations.get(id)).map(Followed::view);
    }

    /** The end of a generation, once this device has read it. */
    public synchronized Optional<GenerationEvent.Ended> end(UUID generation) {
        return generation(generation).map(GenerationView::end);
    }

    public synchronized Map<UUID, MessageView> messages() {
        return Map.copyOf(messages);
    }

    public synchronized List<LogEvent> events() {
        return List.copyOf(events);
    }

    public synchronized List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    /** Everything that the protocol forbids and that was seen all the same. */
    public synchronized List<String> breaches() {
        return List.copyOf(breaches);
    }

    public synchronized List<String> resets() {
        return List.copyOf(resets);
    }

    /** Takes over the state that REST gave, with the cursor that it reflects. */
    public synchronized void load(JsonNode conversation) {
        for (JsonNode running : conversation.get("generations")) {
            GenerationSnapshot generation = snapshot(running);
            Followed followed = new Followed();
            followed.startFrom(generation);
            generations.put(generation.generationId(), followed);
        }
        cursor = conversation.get("cursor").asText();
        // It may be older than what was read before, and is then followed by that once more.
        had = Sequence.NONE;
    }
}
