package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.gateway.TestEvents.Run;
import dev.holdfast.gateway.replay.LogJson;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * However often and wherever a connection is cut, what was read is what an uninterrupted reader
 * reads.
 */
@QuarkusTest
@QuarkusTestResource(LogStack.class)
class ContinuityIT extends Dialogue {
    private static final int EVENTS = 30;

    private final Run run = new Run(conversation);
    private List<String> neighbours = List.of();

    /** One generation with a takeover, and the life around it. */
    private List<LogEvent> story() {
        List<LogEvent> story = new ArrayList<>();
        story.add(TestEvents.created(conversation));
        story.add(run.queued());
        story.add(run.started());
        for (int i = 0; i < EVENTS; i++) {
            story.add(run.progressed("word " + i + " "));
            if (i == EVENTS / 2) {
                story.add(run.started());
            }
            if (i % 7 == 0) {
                story.add(TestEvents.renamed(conversation, "Title " + i));
            }
        }
        story.add(run.completed());
        story.add(TestEvents.renamed(conversation, "The end"));
        return story;
    }

    /** Reads on from the cursor until the event count is reached or the story is over. */
    private record Read(String cursor, boolean over) {}

    private Read read(StreamClient client, Reader reader, int atMostFrames) {
        String cursor = "";
        for (int i = 0; i < atMostFrames; i++) {
            JsonNode frame = client.assertFrame("events");
            frame.path("events").forEach(reader::take);
            cursor = frame.path("cursor").asText();
            if (frame.path("events").toString().contains("The end")) {
                return new Read(cursor, true);
            }
        }
        return new Read(cursor, false);
    }

    @Test
    void resumesAfterEachEventAsIfNothingHadHappened() {
        // given
        String begin = TestLog.cursor(log.head(user));
        List<LogEvent> story = story();
        List<Long> offsets = new ArrayList<>();
        for (LogEvent event : story) {
            offsets.add(log.append(user, event));
        }
        Reader whole = new Reader();
        for (LogEvent event : story) {
            whole.take(StreamClient.parse(LogJson.write(event)));
        }

        for (int cut = 0; cut <= story.size() - 1; cut++) {
            // when
            Reader reader = new Reader();
            for (LogEvent event : story.subList(0, cut)) {
                reader.take(StreamClient.parse(LogJson.write(event)));
            }
            String cursor =
                    cut == 0 ? begin : TestLog.cursor(log.position(user, offsets.get(cut - 1) + 1));
            try (StreamClient client = client().resume(cursor, conversation)) {
                assertThat(client.assertFrame("welcome").path("resumed").asBoolean()).isTrue();
                read(client, reader, Integer.MAX_VALUE);
            }

            // then
            assertThat(reader.text(run.generation())).isEqualTo(run.text());
            assertThat(reader.told()).as("cut after %d", cut).isEqualTo(whole.told());
        }
    }

    @Test
    void readsTheSameOverRandomCutsWhileMemoryForgets() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        // given
        int partition = log.head(user).partition();
        neighbours =
                Stream.generate(() -> "somebody-" + random.nextInt())
                        .filter(name -> log.position(name, 0).partition() == partition)
                        .limit(5)
                        .toList();
        List<LogEvent> story = story();
        Reader whole = new Reader();
        story.forEach(event -> whole.take(StreamClient.parse(LogJson.write(event))));
        String cursor = TestLog.cursor(log.head(user));
        Reader reader = new Reader();
        double fromKafka = replays("kafka");
        double fromMemory = replays("memory");

        // given what memory has forgotten before the reader comes
        log.append(user, story.getFirst());
        crowd(400);
        awaitRead(user, log.append(neighbours.getFirst(), TestEvents.created(TestEvents.newId())));

        // when: the story is written while the reader comes and goes
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            Random lengths = new Random(seed + 1);
                            for (LogEvent event : story.subList(1, story.size())) {
                                log.append(user, event);
                                crowd(lengths.nextInt(60));
                            }
                        });
        boolean over = false;
        while (!over) {
            try (StreamClient client = client().resume(cursor, conversation)) {
                assertThat(client.assertFrame("welcome").path("resumed").asBoolean())
                        .as("seed %d", seed)
                        .isTrue();
                Read read = read(client, reader, 1 + random.nextInt(3));
                cursor = read.cursor();
                over = read.over();
            }
            if (random.nextBoolean()) {
                crowd(400);
            }
        }

        // then
        assertThat(writer).satisfies(thread -> thread.join(10_000));
        assertThat(reader.content(run.generation())).as("seed %d", seed).isEqualTo(run.content());
        assertThat(reader.told()).as("seed %d", seed).isEqualTo(whole.told());
        // and what memory still has comes from there
        String end = TestLog.cursor(log.head(user));
        awaitRead(user, log.append(user, TestEvents.renamed(conversation, "After the end")));
        try (StreamClient client = client().resume(end, conversation)) {
            client.assertFrame("welcome");
            client.assertFrame("events");
        }
        assertThat(replays("kafka")).isGreaterThan(fromKafka);
        assertThat(replays("memory")).isGreaterThan(fromMemory);
    }

    /** Others in the same partition write, and push what was there out of memory. */
    private void crowd(int records) {
        UUID theirs = TestEvents.newId();
        for (int i = 0; i < records; i++) {
            log.send(neighbours.get(i % neighbours.size()), TestEvents.renamed(theirs, "No " + i));
        }
        log.flush();
    }

    private static double replays(String source) {
        return Metrics.globalRegistry
                .find("holdfast.stream.replays")
                .tag("source", source)
                .counters()
                .stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }
}
