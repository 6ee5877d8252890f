package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.Known;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever brings a request a second time: its answer is paid once. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class RepeatedRequestIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir static Path data;

    private static Broker broker;
    private static PlayedProvider played;
    private final List<WorkerProcess> workers = new ArrayList<>();

    @BeforeAll
    static void startSurroundings() {
        broker = Broker.start(data);
        played = PlayedProvider.start();
        played.playForModel("m", Script.begin().say("word ".repeat(20), 5, 50).finish());
    }

    @AfterAll
    static void stopSurroundings() {
        played.close();
        broker.close();
    }

    @AfterEach
    void stopWorkers() {
        workers.forEach(WorkerProcess::kill);
    }

    @Test
    void paysOnceForARequestThatTwoWorkersTakeAtOnce() {
        // given
        worker("one");
        worker("two");
        List<GenerationRequested> requests =
                IntStream.range(0, 100).mapToObj(i -> request("At once? " + i)).toList();

        // when
        for (GenerationRequested request : requests) {
            broker.ask(request);
            broker.ask(request);
        }

        // then
        requests.forEach(RepeatedRequestIT::awaitEnd);
        await().atMost(SOON).until(broker::hasNoRequestLeft);
        awaitThatNothingRuns();
        assertThat(requests).allSatisfy(request -> assertThat(callsFor(request)).isOne());
        assertThat(requests)
                .as("some were begun by both workers, or nothing was tested")
                .anySatisfy(request -> assertThat(claimsOf(request)).hasSize(2));
    }

    @Test
    void paysNothingForARequestThatComesAgainLongAfterItsEnd() {
        // given
        WorkerProcess first = worker("gone");
        GenerationRequested request = request("Long ago?");
        broker.ask(request);
        awaitEnd(request);
        first.kill();
        writeOfAnother(20_000);
        WorkerProcess second = worker("late");

        // when
        broker.askPerhapsAgain(request);

        // then
        await().atMost(SOON).until(() -> claimsOf(request).size() == 2);
        await().atMost(SOON).until(() -> outcomes(second, "superseded") == 1);
        assertThat(callsFor(request)).isOne();
    }

    @Test
    void paysNothingForARequestWhoseWorkerDiedBeforeItAcknowledged() {
        // given
        GenerationRequested request = request("Died?");
        broker.ask(request);
        broker.takeARequestAndDie(() -> {
            broker.log(request.owner(), started(request));
            writeOfAnother(5_000);
        });

        // when
        WorkerProcess next = worker("next");

        // then
        await().atMost(SOON).until(() -> claimsOf(request).size() == 2);
        await().atMost(SOON).until(() -> outcomes(next, "superseded") == 1);
        await().atMost(SOON).until(broker::hasNoRequestLeft);
        assertThat(callsFor(request)).isZero();
    }

    @Test
    void goesOnForTheNextAttemptWhateverTheEarlierOneSays() {
        // given
        GenerationRequested first = request("Taken over?");
        broker.log(first.owner(), started(first));
        Known known = new Known(broker.endOfLog(first.owner()), 1, "run-of-the-dead");
        broker.log(first.owner(), progressed(first, "x"));
        worker("heir");

        // when
        broker.askPerhapsAgain(NextAttempt.of(first, Content.EMPTY, known, Instant.now()));

        // then
        awaitEnd(first);
        assertThat(callsFor(first)).isOne();
    }

    @Test
    void writesNoTitleAgainThatTheLogHas() throws Exception {
        // given
        Path file =
                Files.writeString(
                        data.resolve("titles.yaml"),
                        """
                        providers:
                          - id: mine
                            title: Mine
                            wire: openai-chat
                            baseUrl: %s
                            keyless: true
                            titleModel: small
                        """
                                .formatted(played.baseUrl()));
        played.playForModel("small", Script.answer("The tides"));
        worker("titles", Map.of("HOLDFAST_WORKER_PROVIDERS_FILE", file.toString()));
        TitleRequested first = title();
        TitleRequested another = title();
        broker.ask(first);
        await().atMost(SOON).until(() -> titlesOf(first) == 1);
        writeOfAnother(5_000);

        // when
        broker.askPerhapsAgain(first);
        broker.askPerhapsAgain(another);

        // then the second of the looks, which are served in order, has been answered
        await().atMost(SOON).until(() -> titlesOf(another) == 1);
        assertThat(titlesOf(first)).isOne();
        assertThat(played.calls()).filteredOn(call -> call.model().equals("small")).hasSize(2);
    }

    private static TitleRequested title() {
        return new TitleRequested(
                UUID.randomUUID(),
                "alice",
                new ModelRef("mine", "large"),
                "How do tides work?",
                "The moon pulls.",
                null,
                broker.endOfLog("alice"),
                Instant.now());
    }

    private static long titlesOf(TitleRequested request) {
        return broker.recordsOf(Topic.CONVERSATION_EVENTS).stream()
                .map(each -> broker.read(each.value(), LogEvent.class))
                .filter(event ->
                        event instanceof ConversationTitled titled
                                && titled.conversationId().equals(request.conversationId()))
                .count();
    }

    /** Says what it costs: the figure in the decision is read off here. */
    @Test
    void looksBackOnceForEachAnswer() {
        // given
        WorkerProcess worker = worker("measured");
        GenerationRequested warm = request("Warm?");
        broker.ask(warm);
        awaitEnd(warm);
        double before = looked(worker, "sum");

        // when
        for (int i = 0; i < 20; i++) {
            GenerationRequested request = request("Measured? " + i);
            broker.ask(request);
            awaitEnd(request);
        }

        // then
        assertThat(looked(worker, "count")).isEqualTo(21);
        System.out.printf(
                Locale.ROOT,
                "look back: first %.1f ms, mean of the next 20 %.2f ms%n",
                before * 1000,
                (looked(worker, "sum") - before) * 1000 / 20);
    }

    private static double looked(WorkerProcess worker, String what) {
        return metric(worker, "holdfast_worker_look_back_seconds_" + what);
    }

    /** One at a time, so that copies that lie side by side go to two workers. */
    private WorkerProcess worker(String id) {
        return worker(id, Map.of());
    }

    private WorkerProcess worker(String id, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("OPENAI_BASE_URL", played.baseUrl().toString());
        settings.put("HOLDFAST_WORKER_CAPACITY", "63");
        WorkerProcess worker = WorkerProcess.start(id, broker.bootstrapServers(), settings);
        workers.add(worker);
        return worker;
    }

    private static GenerationRequested request(String prompt) {
        return new GenerationRequested(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "alice",
                1,
                new ModelRef("openai", "m"),
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, Content.ofText(prompt))),
                Content.EMPTY,
                null,
                null,
                Known.ofNew(broker.endOfLog("alice")),
                Instant.now());
    }

    private static Started started(GenerationRequested request) {
        return new Started(
                request.conversationId(),
                Instant.now(),
                request.generationId(),
                request.attempt(),
                "run-of-the-dead",
                "dead",
                Mark.NONE);
    }

    private static Progressed progressed(GenerationRequested request, String text) {
        return new Progressed(
                request.conversationId(),
                Instant.now(),
                request.generationId(),
                request.attempt(),
                "run-of-the-dead",
                List.of(new Piece.Text(0, 0, text, List.of())),
                List.of(),
                null);
    }

    /** Records of another answer of the same user. */
    private static void writeOfAnother(int records) {
        GenerationRequested another = request("Another?");
        broker.logMany(another.owner(), progressed(another, "word ".repeat(60)), records);
    }

    private static void awaitEnd(GenerationRequested request) {
        await().atMost(SOON)
                .until(() ->
                        broker.eventsOf(request.generationId()).stream()
                                .anyMatch(event -> event instanceof Ended));
    }

    private void awaitThatNothingRuns() {
        await().atMost(SOON)
                .until(() ->
                        workers.stream()
                                .allMatch(each ->
                                        each.metrics().contains("holdfast_worker_running 0.0")));
    }

    private static List<GenerationEvent.OfRun> claimsOf(GenerationRequested request) {
        return broker.eventsOf(request.generationId()).stream()
                .filter(event -> event instanceof Started)
                .toList();
    }

    private static int callsFor(GenerationRequested request) {
        return played.callsWithPrompt(request.messages().getFirst().content().text()).size();
    }

    private static double outcomes(WorkerProcess worker, String outcome) {
        return metric(worker, "holdfast_runs_total{outcome=\"" + outcome + "\"}");
    }

    private static double metric(WorkerProcess worker, String name) {
        return worker.metrics()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
