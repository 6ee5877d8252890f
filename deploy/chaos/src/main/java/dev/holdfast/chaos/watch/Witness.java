package dev.holdfast.chaos.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.journal.Journal;
import dev.holdfast.chaos.play.PlayedAnswer;
import dev.holdfast.contracts.log.Cursor;
import dev.holdfast.contracts.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device was given from one beginning on, over any number of connections: checks each frame
 * as it comes, and keeps the events that have an identity, so that they can be held against the log
 * afterwards. Thread-safe.
 *
 * <p>Longer than most classes here, since it is the protocol's reader, rule by rule.
 */
public final class Witness {
    /** Shorter ones are the pace of the provider. */
    private static final Duration NOTEWORTHY = Duration.ofSeconds(1);

    private final String device;
    private final boolean fromTheBeginning;
    private final Notebook notebook;
    private final Map<String, Strand> strands = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final List<String> told = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private final List<Silence> silences = new ArrayList<>();
    private @Nullable Position start;

    /** The numbered events that were in the state it began with, by the highest of them. */
    private long contained;

    private @Nullable Position position;
    private int resets;

    /** What all witnesses write into. */
    public record Notebook(Journal journal, Findings findings, Prompts prompts, Ends ends) {}

    /**
     * @param fromTheBeginning whether it reads all of its user's events, so that each generation
     *     must begin with its first event
     */
    public Witness(String device, boolean fromTheBeginning, Notebook notebook) {
        this.device = device;
        this.fromTheBeginning = fromTheBeginning;
        this.notebook = notebook;
    }

    public String device() {
        return device;
    }

    // What it is given

    /**
     * The REST state of one conversation, from which the device goes on. A message stands there
     * before the log says so, and is said again then.
     */
    public synchronized void load(JsonNode conversation) {
        Position at = read(conversation.get("cursor").asText());
        notebook.journal()
                .note(
                        device,
                        note ->
                                note.put("loaded", conversation.at("/conversation/id").asText())
                                        .put("cursor", shown(at)));
        start = at;
        contained = sequence(conversation.get("cursor").asText());
        position = at;
        for (JsonNode message : conversation.get("messages")) {
            meet(message);
            String generation = message.path("generationId").asText();
            if (!generation.isEmpty()) {
                Strand strand = strand(generation);
                strand.ended = !isOpen(message.path("status").asText());
            }
        }
        for (JsonNode generation : conversation.get("generations")) {
            Strand strand = strand(generation.get("generationId").asText());
            strand.ended = false;
            take(strand, generation);
        }
    }

    private static boolean isOpen(String status) {
        return status.equals("queued") || status.equals("running");
    }

    /** A connection was lost: silence over it is not the server's. */
    public synchronized void disconnected() {
        strands.values().forEach(strand -> strand.lastCharacterAt = null);
    }

    public synchronized void take(JsonNode frame) {
        notebook.journal().note(device, note -> write(note, frame));
        String type = frame.path("type").asText();
        switch (type) {
            case "welcome" -> welcome(frame);
            case "events" -> {
                frame.get("events").forEach(this::takeEvent);
                advance(frame, true);
            }
            case "snapshot" -> {
                snapshot(frame.get("generation"));
                advance(frame, false);
            }
            case "reset" -> {
                resets++;
                breach(Breach.UNEXPECTED, "reset because of " + frame.path("reason").asText());
            }
            case "error" -> error(frame.path("problem"));
            default -> {}
        }
    }

    /** A frame that is not as the protocol says. */
    public synchronized void couldNotRead(JsonNode frame, RuntimeException why) {
        breach(Breach.UNEXPECTED, "cannot be read: " + why + " " + brief(frame));
    }

    private void welcome(JsonNode frame) {
        Position at = read(frame.get("cursor").asText());
        if (start == null) {
            start = at;
            position = at;
        } else if (!frame.path("resumed").asBoolean()) {
            breach(Breach.UNEXPECTED, "its cursor " + position + " was not honoured");
        } else if (!at.equals(position)) {
            breach(Breach.OUT_OF_ORDER, "came back with " + position + ", is welcomed at " + at);
        }
    }

    private void error(JsonNode problem) {
        int status = problem.path("status").asInt();
        boolean says = problem.path("retryAfterSeconds").asLong() > 0;
        if (status >= 500 && !(status == 503 && says)) {
            breach(Breach.SERVER_ERROR, "error frame " + problem);
        }
    }

    private void advance(JsonNode frame, boolean mustMove) {
        Position next = read(frame.get("cursor").asText());
        Position before = position;
        if (before != null) {
            boolean moved =
                    next.comparesTo(before)
                            && (mustMove
                                    ? next.offset() > before.offset()
                                    : next.offset() >= before.offset());
            if (!moved) {
                breach(Breach.OUT_OF_ORDER, "cursor " + next + " after " + before);
            }
        }
        position = next;
    }

    private void snapshot(JsonNode generation) {
        String id = generation.get("generationId").asText();
        Strand strand = strand(id);
        if (strand.ended) {
            breach(Breach.OUT_OF_ORDER, "snapshot after the end of generation " + id);
        }
        take(strand, generation);
    }

    private void take(Strand strand, JsonNode generation) {
        String id = generation.get("generationId").asText();
        strand.queued |= generation.get("attempt").asInt() > 0;
        strand.whole = true;
        strand.attempt = generation.get("attempt").asInt();
        strand.run = generation.path("run").asText();
        strand.shown = Shown.of(generation.path("content"));
        strand.lastCharacterAt = null;
        checkGrown(id, strand);
    }

    // Events

    private void takeEvent(JsonNode event) {
        checkSequence(event);
        switch (Told.type(event)) {
            case "generation.queued" -> queued(event);
            case "generation.started" -> started(event);
            case "generation.alive" -> alive(event);
            case "generation.released" -> released(event);
            case "generation.progressed" -> progressed(event);
            case "generation.ended" -> ended(event);
            default -> {
                once(event);
                if (Told.type(event).equals("message.appended")) {
                    meet(event.get("message"));
                }
                checkDeleted(event);
            }
        }
    }

    /** Learns from a message what will be answered to it. */
    private void meet(JsonNode message) {
        if (message.path("role").asText().equals("user")) {
            notebook.prompts()
                    .said(message.get("id").asText(), Shown.of(message.path("content")).text());
        } else if (message.has("generationId")) {
            notebook.prompts()
                    .answered(
                            message.path("parentId").asText(),
                            message.get("generationId").asText());
        }
    }

    private boolean once(JsonNode event) {
        String identity = Told.identity(event);
        boolean isNew = seen.add(identity);
        if (isNew) {
            told.add(identity);
        } else {
            breach(Breach.TWICE, identity + " " + brief(event));
        }
        return isNew;
    }

    private void checkSequence(JsonNode event) {
        if (event.has("sequence")) {
            String conversation = Told.conversation(event);
            long sequence = event.get("sequence").asLong();
            Long before = sequences.put(conversation, sequence);
            if (before != null && sequence < before) {
                breach(
                        Breach.OUT_OF_ORDER,
                        "sequence %d after %d in %s".formatted(sequence, before, brief(event)));
            }
        }
    }

    private void checkDeleted(JsonNode event) {
        String conversation = Told.conversation(event);
        switch (Told.type(event)) {
            case "conversation.deleted" -> deleted.add(conversation);
            case "conversation.created" -> deleted.remove(conversation);
            default -> {
                if (deleted.contains(conversation)) {
                    breach(Breach.OUT_OF_ORDER, "after the conversation's end: " + brief(event));
                }
            }
        }
    }

    private void queued(JsonNode event) {
        Strand strand = strandOf(event);
        if (once(event) && (strand.queued || strand.ended)) {
            breachOf(strand, Breach.TWICE, "queued again: " + brief(event));
        }
        strand.queued = true;
        strand.whole = true;
    }

    private void started(JsonNode event) {
        Strand strand = strandOf(event);
        int attempt = event.get("attempt").asInt();
        String run = event.path("run").asText();
        JsonNode keeps = event.path("keeps");
        if (isAfterTheEnd(strand, event)) {
            return;
        }
        if (strand.isOf(attempt, run)) {
            breachOf(strand, Breach.TWICE, brief(event));
        } else if (attempt > strand.attempt) {
            once(event);
            if (strand.whole && !strand.queued && fromTheBeginning) {
                breachOf(
                        strand, Breach.OUT_OF_ORDER, "begun before it was queued: " + brief(event));
            }
            if (strand.shown.isEmpty() && keeps.path("parts").asInt() > 0) {
                // Not watched while it was written: of it, no progress comes.
                strand.whole = false;
            } else if (strand.whole) {
                checkKept(strand, event, keeps);
            }
            strand.begin(attempt, run);
            strand.shown.cut(keeps);
        }
    }

    private void checkKept(Strand strand, JsonNode event, JsonNode keeps) {
        strand.shown
                .misfitOf(keeps)
                .ifPresent(misfit ->
                        breachOf(strand, misfit.breach(), misfit.what() + ": " + brief(event)));
        // Who begins only to end keeps everything.
        if (!event.path("worker").asText().equals("chat-api") && !strand.shown.canGoOnFrom(keeps)) {
            breachOf(strand, Breach.UNEXPECTED, "keeps half a thought: " + brief(event));
        }
    }

    private void alive(JsonNode event) {
        Strand strand = strandOf(event);
        if (isAfterTheEnd(strand, event) || !isOfRun(strand, event)) {
            return;
        }
        String at = event.path("at").asText();
        if (at.equals(strand.lastAlive)) {
            breachOf(strand, Breach.TWICE, brief(event));
        }
        strand.lastAlive = at;
    }

    /** What its run still says would be that of another: no run has the empty name. */
    private void released(JsonNode event) {
        Strand strand = strandOf(event);
        if (isAfterTheEnd(strand, event) || !isOfRun(strand, event)) {
            return;
        }
        once(event);
        strand.run = "";
    }

    private void progressed(JsonNode event) {
        Strand strand = strandOf(event);
        if (isAfterTheEnd(strand, event) || !isOfRun(strand, event)) {
            return;
        }
        Optional<Shown.Misfit> misfit = strand.shown.add(event.path("pieces"));
        if (strand.whole) {
            misfit.ifPresent(
                    found -> breachOf(strand, found.breach(), found.what() + ": " + brief(event)));
        }
        checkGrown(Told.generation(event), strand);
        hear(Told.generation(event), strand);
    }

    private void ended(JsonNode event) {
        String id = Told.generation(event);
        Strand strand = strandOf(event);
        if (isAfterTheEnd(strand, event) || !isOfRun(strand, event)) {
            return;
        }
        once(event);
        strand.ended = true;
        strand.lastCharacterAt = null;
        Shown all = Told.content(event);
        if (strand.whole && !all.beginsWith(strand.shown)) {
            breachOf(
                    strand,
                    Breach.LOST,
                    "the end has not what was read, " + strand.shown + ": " + brief(event));
        }
        strand.shown = new Shown();
        checkEnd(id, strand, event, all);
        notebook.ends().read(id, event);
    }

    private void checkEnd(String id, Strand strand, JsonNode event, Shown all) {
        Optional<PlayedAnswer> expected = notebook.prompts().expected(id);
        if (expected.isEmpty()) {
            return;
        }
        Shown said = Shown.of(expected.get());
        boolean right =
                Told.end(event).equals("completed") ? all.isAllOf(said) : said.beginsWith(all);
        if (!right) {
            breachOf(strand, Breach.LOST, "is not what the provider said: " + brief(event));
        }
    }

    private boolean isAfterTheEnd(Strand strand, JsonNode event) {
        if (strand.ended) {
            breachOf(
                    strand,
                    seen.contains(Told.identity(event)) ? Breach.TWICE : Breach.OUT_OF_ORDER,
                    "after the end: " + brief(event));
        }
        return strand.ended;
    }

    /** Those of other runs are for every reader to drop; they break nothing. */
    private static boolean isOfRun(Strand strand, JsonNode event) {
        int attempt = event.get("attempt").asInt();
        String run = event.path("run").asText();
        if (!strand.whole && strand.attempt == 0) {
            // It began before this device did.
            strand.begin(attempt, run);
            strand.shown = new Shown();
        }
        return strand.isOf(attempt, run);
    }

    private void checkGrown(String id, Strand strand) {
        notebook.prompts()
                .expected(id)
                .map(Shown::of)
                .filter(expected -> !expected.beginsWith(strand.shown))
                .ifPresent(expected ->
                        breachOf(
                                strand,
                                Breach.TWICE,
                                "is not the provider's: %s has %s of %s"
                                        .formatted(id, strand.shown, expected)));
    }

    private void hear(String generation, Strand strand) {
        Instant now = Instant.now();
        Instant last = strand.lastCharacterAt;
        if (last != null && Duration.between(last, now).compareTo(NOTEWORTHY) > 0) {
            silences.add(new Silence(device, generation, last, now));
        }
        strand.lastCharacterAt = now;
    }

    private Strand strandOf(JsonNode event) {
        return strand(Told.generation(event));
    }

    private Strand strand(String generation) {
        return strands.computeIfAbsent(
                generation,
                _ -> {
                    Strand strand = new Strand();
                    strand.whole = fromTheBeginning;
                    return strand;
                });
    }

    private void breachOf(Strand strand, Breach breach, String what) {
        if (!strand.broken) {
            strand.broken = true;
            breach(breach, what);
        }
    }

    private void breach(Breach breach, String what) {
        notebook.findings().add(breach, device, what + " near " + shown(position));
    }

    // What it has seen

    /** Whether the state that it began with says already what this event says. */
    public synchronized boolean beganWith(JsonNode event) {
        return event.has("sequence") && event.get("sequence").asLong() <= contained;
    }

    /** Where it began; null before the first frame. */
    public synchronized @Nullable Position start() {
        return start;
    }

    /** Everything before it was seen. */
    public synchronized @Nullable Position position() {
        return position;
    }

    /** The events with an identity, in the order in which they came. */
    public synchronized List<String> told() {
        return List.copyOf(told);
    }

    public synchronized List<Silence> silences() {
        return List.copyOf(silences);
    }

    public synchronized int resets() {
        return resets;
    }

    // As it is written down

    private static Position read(String cursor) {
        return cursor(cursor).position();
    }

    private static long sequence(String cursor) {
        return cursor(cursor).sequence();
    }

    private static Cursor cursor(String cursor) {
        return Cursor.of(cursor)
                .orElseThrow(() -> new IllegalStateException("not a cursor: " + cursor));
    }

    private static String shown(String cursor) {
        return shown(read(cursor));
    }

    private static String shown(@Nullable Position position) {
        return position == null ? "the beginning" : position.partition() + ":" + position.offset();
    }

    private static void write(ObjectNode note, JsonNode frame) {
        note.put("type", frame.path("type").asText());
        if (frame.has("cursor")) {
            note.put("cursor", shown(frame.get("cursor").asText()));
        }
        if (frame.has("events")) {
            ArrayNode events = note.putArray("events");
            frame.get("events").forEach(event -> events.add(withoutHtml(event)));
        } else {
            note.set("frame", withoutHtml(frame));
        }
    }

    private static JsonNode withoutHtml(JsonNode event) {
        ObjectNode copy = event.deepCopy();
        copy.findParents("html").forEach(each -> ((ObjectNode) each).remove("html"));
        return copy;
    }

    private static String brief(JsonNode event) {
        JsonNode copy = withoutHtml(event);
        for (JsonNode each : copy.findParents("text")) {
            String text = each.path("text").asText();
            if (text.length() > 40) {
                ((ObjectNode) each).put("text", text.substring(0, 40) + "…(" + text.length() + ")");
            }
        }
        return copy.toString();
    }
}
