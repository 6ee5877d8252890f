package dev.holdfast.worker.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.worker.publish.OutgoingRecord;
import dev.holdfast.worker.publish.Place;
import dev.holdfast.worker.publish.Publisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what is published, and acknowledges when it is told to. */
final class FakePublisher implements Publisher {
    /** Of every record. */
    static final int PARTITION = 7;

    private final ObjectMapper json;
    final List<OutgoingRecord> records = new ArrayList<>();
    private final Deque<CompletableFuture<Place>> unacknowledged = new ArrayDeque<>();

    private long acknowledged;

    /** The most that were ever on their way at once. */
    int mostInFlight;

    FakePublisher(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public CompletionStage<Place> publish(OutgoingRecord outgoing) {
        records.add(outgoing);
        CompletableFuture<Place> written = new CompletableFuture<>();
        unacknowledged.add(written);
        mostInFlight = Math.max(mostInFlight, unacknowledged.size());
        return written;
    }

    int inFlight() {
        return unacknowledged.size();
    }

    void acknowledge() {
        unacknowledged.remove().complete(new Place(PARTITION, acknowledged++));
    }

    void refuse(RuntimeException failure) {
        unacknowledged.remove().completeExceptionally(failure);
    }

    void acknowledgeAll() {
        while (!unacknowledged.isEmpty()) {
            acknowledge();
        }
    }

    List<GenerationEvent> events() {
        return records.stream()
                .filter(each -> each.topic() == Topic.CONVERSATION_EVENTS)
                .map(each -> (GenerationEvent) read(each, LogEvent.class))
                .toList();
    }

    /** Of an end, with the word that says which: {@code generation.ended stopped}. */
    List<String> types() {
        return events().stream().map(FakePublisher::type).toList();
    }

    private static String type(GenerationEvent event) {
        return event instanceof GenerationEvent.Ended ended
                ? event.type() + " " + ended.end().name().toLowerCase(Locale.ROOT)
                : event.type();
    }

    GenerationEvent last() {
        return events().getLast();
    }

    private <T> T read(OutgoingRecord outgoing, Class<T> type) {
        try {
            return json.readValue(outgoing.value(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
