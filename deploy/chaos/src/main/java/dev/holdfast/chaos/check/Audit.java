package dev.holdfast.chaos.check;

import dev.holdfast.chaos.fault.Struck;
import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.journal.Journal;
import dev.holdfast.chaos.stage.Stage;
import dev.holdfast.chaos.user.Books;
import dev.holdfast.chaos.user.Device;
import dev.holdfast.chaos.user.Sent;
import dev.holdfast.chaos.user.Users;
import dev.holdfast.chaos.watch.Silence;
import dev.holdfast.chaos.watch.Witness;
import dev.holdfast.client.Json;
import dev.holdfast.contracts.log.Position;
import dev.holdfast.played.Call;
import dev.holdfast.stack.local.ServiceProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The whole examination, once nothing is broken any more. For one thread. */
public final class Audit {
    private final Stage stage;
    private final Users users;
    private final Books books;
    private final List<Struck> struck;
    private final Journal journal;
    private final Findings findings;
    private final Map<String, TrueLog> logs = new LinkedHashMap<>();

    public Audit(
            Stage stage,
            Users users,
            Books books,
            List<Struck> struck,
            Journal journal,
            Findings findings) {
        this.stage = stage;
        this.users = users;
        this.books = books;
        this.struck = List.copyOf(struck);
        this.journal = journal;
        this.findings = findings;
    }

    /**
     * Waits until every device has read what its user's log has, turns the devices off, and looks
     * into everything.
     *
     * @param limit when a device that still lags has lost something
     */
    public Report run(Instant limit) throws InterruptedException {
        awaitReaders(limit);
        users.turnDevicesOff();
        readLog();
        List<Sent> sent = books.all();
        CheckAnswers answers = new CheckAnswers(books, findings, logs, this::isCutFromProvider);
        answers.checkLog();
        answers.checkRest(users::api);
        CheckDevices devices = new CheckDevices(findings);
        users.devices()
                .forEach((user, own) -> own.forEach(device -> devices.check(device, log(user))));
        CheckCalls calls =
                new CheckCalls(
                        struck,
                        findings,
                        stage.stack().workers().stream().map(ServiceProcess::name).toList());
        checkCalls(sent, calls);
        return new Report(
                struck.size(),
                sent.size(),
                answers.whole(),
                answers.stopped(),
                answers.excused(),
                stories().mapToLong(story -> story.takeovers).sum(),
                calls.excused(),
                books.timesToldToComeBack(),
                logs.values().stream().mapToLong(TrueLog::repeated).sum(),
                stage.notAlive(),
                LongestSilence.of(silences(), struck),
                ErrorLines.of(stage.stack().processes()),
                findings.all());
    }

    private java.util.stream.Stream<Story> stories() {
        return logs.values().stream().flatMap(log -> log.stories().values().stream());
    }

    private TrueLog log(String user) {
        return logs.getOrDefault(user, new TrueLog(List.of()));
    }

    private void awaitReaders(Instant limit) throws InterruptedException {
        readLog();
        for (Map.Entry<String, List<Device>> user : users.devices().entrySet()) {
            long end = log(user.getKey()).last();
            for (Device device : user.getValue()) {
                while (device.readsEverything() && isBehind(device, end)) {
                    if (Instant.now().isAfter(limit)) {
                        findings.add(
                                Breach.LOST,
                                device.name(),
                                "stands at "
                                        + device.witnesses().getLast().position()
                                        + " and has not read up to "
                                        + end);
                        break;
                    }
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            }
        }
    }

    private static boolean isBehind(Device device, long end) {
        Position position = device.witnesses().getLast().position();
        return end >= 0 && (position == null || position.offset() <= end);
    }

    private void readLog() {
        LogBook.read(stage.stack().kafka().bootstrapServers())
                .forEach((user, entries) -> logs.put(user, new TrueLog(entries)));
    }

    private void checkCalls(List<Sent> sent, CheckCalls calls) {
        Map<String, List<Call>> byPrompt;
        try {
            byPrompt =
                    stage.provider().calls().stream().collect(Collectors.groupingBy(Call::prompt));
        } catch (UncheckedIOException e) {
            findings.add(Breach.UNEXPECTED, "calls", "could not be asked for: " + e);
            return;
        }
        CheckPrompts prompts = new CheckPrompts(sent, logs, findings);
        Map<String, Sent> known = new HashMap<>();
        sent.forEach(each -> known.put(each.prompt(), each));
        byPrompt.forEach((prompt, made) -> {
            made.forEach(this::note);
            Sent asked = known.get(prompt);
            Story story =
                    asked == null
                            ? null
                            : log(asked.user()).stories().get(asked.generation().toString());
            if (asked != null && story != null) {
                calls.check(asked, made, story);
                made.forEach(call -> prompts.check(asked, call));
            }
        });
    }

    private void note(Call call) {
        journal.note(
                "calls",
                note ->
                        note.put("at", CheckCalls.instant(call.receivedAt()).toString())
                                .set("call", Json.MAPPER.valueToTree(call)));
    }

    /** A link that breaks in the middle of an answer ends it; nobody can say it was the network. */
    private boolean isCutFromProvider(Sent sent) {
        Story story = log(sent.user()).stories().get(sent.generation().toString());
        Entry end = story == null ? null : story.end;
        return story != null
                && end != null
                && end.event().at("/problem/slug").asText().startsWith("provider-")
                && story.claims.stream().anyMatch(claim -> wasCut(claim, end));
    }

    private boolean wasCut(Entry claim, Entry end) {
        String link = claim.event().path("worker").asText() + " → provider";
        return struck.stream()
                .filter(fault -> fault.victim().equals(link))
                .anyMatch(fault ->
                        fault.overlaps(
                                claim.writtenAt().minus(Duration.ofSeconds(1)), end.writtenAt()));
    }

    private List<Silence> silences() {
        return users.devices().values().stream()
                .flatMap(List::stream)
                .flatMap(device -> device.witnesses().stream())
                .map(Witness::silences)
                .flatMap(List::stream)
                .toList();
    }
}
