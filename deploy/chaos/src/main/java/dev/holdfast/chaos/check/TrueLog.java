package dev.holdfast.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.chaos.watch.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One user's log after the protocol's rules: each event with an identity once, at its first place,
 * and of the generations only what counts. This is what every device must be told, in this order.
 */
final class TrueLog {
    private final List<Entry> told = new ArrayList<>();
    private final Map<String, Long> firstAt = new HashMap<>();
    private final Map<String, Story> stories = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();

    /** Records that say again what stood before: allowed in the log, never to be told. */
    private long repeated;

    private long last = -1;

    TrueLog(List<Entry> entries) {
        Set<String> seen = new HashSet<>();
        for (Entry entry : entries) {
            last = entry.offset();
            if (!Told.hasIdentity(entry.event()) || isBetweenServices(entry.event())) {
                continue;
            }
            String identity = Told.identity(entry.event());
            boolean isNew = seen.add(identity) && isNewest(entry.event());
            boolean counts = rule(entry);
            if (!isNew) {
                repeated++;
            } else if (counts) {
                told.add(entry);
                firstAt.put(identity, entry.offset());
            }
        }
    }

    /** A title that a worker proposes; what becomes of it is told as an update. */
    private static boolean isBetweenServices(JsonNode event) {
        return Told.type(event).equals("conversation.titled");
    }

    /** Where events carry a number, what has a lower one than the last is an old one again. */
    private boolean isNewest(JsonNode event) {
        if (!event.has("sequence")) {
            return true;
        }
        long sequence = event.get("sequence").asLong();
        long before = sequences.getOrDefault(Told.conversation(event), Long.MIN_VALUE);
        sequences.put(Told.conversation(event), Math.max(sequence, before));
        return sequence > before;
    }

    private boolean rule(Entry entry) {
        JsonNode event = entry.event();
        String id = Told.generation(event);
        if (id.isEmpty()) {
            return true;
        }
        Story story = stories.computeIfAbsent(id, _ -> new Story());
        return switch (Told.type(event)) {
            case "generation.queued" -> {
                boolean first = !story.queued && story.attempt == 0;
                story.queued = true;
                yield first;
            }
            case "generation.started" -> claim(story, entry);
            case "generation.released" -> {
                boolean counts = story.owns(event);
                if (counts) {
                    // No run has the empty name: what this one still says is that of another.
                    story.run = "";
                }
                yield counts;
            }
            default -> {
                boolean counts = story.owns(event);
                if (counts) {
                    story.end = entry;
                }
                yield counts;
            }
        };
    }

    private static boolean claim(Story story, Entry entry) {
        story.claims.add(entry);
        int attempt = entry.event().get("attempt").asInt();
        boolean counts = story.end == null && attempt > story.attempt;
        if (counts) {
            if (story.attempt > 0 && !isOfApi(entry.event())) {
                story.takeovers++;
            }
            story.attempt = attempt;
            story.run = entry.event().path("run").asText();
        }
        return counts;
    }

    static boolean isOfApi(JsonNode started) {
        return started.path("worker").asText().equals("chat-api");
    }

    List<Entry> told() {
        return told;
    }

    /** Where an event first stands; nothing where it never counts. */
    Optional<Long> firstAt(String identity) {
        return Optional.ofNullable(firstAt.get(identity));
    }

    Map<String, Story> stories() {
        return stories;
    }

    long repeated() {
        return repeated;
    }

    /** The offset of the user's last record; −1 where there is none. */
    long last() {
        return last;
    }
}
