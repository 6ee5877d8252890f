package dev.holdfast.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chaos.fault.FaultKind;
import dev.holdfast.chaos.fault.Struck;
import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Finding;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.journal.Journal;
import dev.holdfast.chaos.stage.Stage;
import dev.holdfast.chaos.user.Sent;
import dev.holdfast.client.Json;
import dev.holdfast.played.Call;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One: claimed at second 0 by w1; what follows is each test's. */
class CheckCallsTest {
    private static final Sent SENT =
            new Sent(
                    "u1",
                    new UUID(0, 1),
                    new UUID(0, 2),
                    null,
                    "p",
                    new UUID(0, 3),
                    new UUID(0, 4),
                    Records.BEGIN);

    @TempDir Path folder;

    private final Records records = new Records();
    private final List<Struck> struck = new ArrayList<>();
    private Journal journal;
    private Findings findings;

    @BeforeEach
    void begin() {
        journal = new Journal(folder);
        findings = new Findings(journal);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private static Instant second(double second) {
        return Records.BEGIN.plusMillis(Math.round(second * 1000));
    }

    private static Call call(String worker, double at) {
        long micros = second(at).toEpochMilli() * 1000;
        return new Call(
                1,
                Stage.MODEL,
                "p",
                List.of(),
                CheckCalls.digest("Bearer " + Stage.keyOf(worker)),
                Json.MAPPER.createObjectNode(),
                true,
                1,
                micros,
                micros,
                3,
                Call.End.PLAYED,
                micros,
                null);
    }

    private static String claim(int attempt, String worker) {
        return "{'type':'generation.started','generationId':'g','attempt':%d,'run':'%s','worker':'%s'}"
                .formatted(attempt, worker, worker);
    }

    private static String end(int attempt, String worker) {
        return "{'type':'generation.ended','end':'completed','generationId':'g','attempt':%d,'run':'%s'}"
                .formatted(attempt, worker);
    }

    private void strike(FaultKind kind, String victim, double from, double to) {
        struck.add(new Struck(kind, victim, second(from), second(to), true));
    }

    private CheckCalls check(List<Call> calls, String... log) {
        Story story = new TrueLog(records.of(log)).stories().get("g");
        CheckCalls check = new CheckCalls(struck, findings, List.of("w1", "w2"));
        assertThat(story).isNotNull();
        if (story != null) {
            check.check(SENT, calls, story);
        }
        return check;
    }

    private void assertPaidTwice() {
        assertThat(findings.all()).extracting(Finding::breach).containsExactly(Breach.PAID_TWICE);
    }

    @Test
    void findsNothingInOneCallOfEachAttempt() {
        check(List.of(call("w1", 0.1), call("w2", 1.1)), claim(1, "w1"), claim(2, "w2"));
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void findsTwoCallsOfOneAttempt() {
        check(List.of(call("w1", 0.1), call("w2", 1.1)), claim(1, "w1"), claim(1, "w2"));
        assertPaidTwice();
    }

    @Test
    void excusesThemWhereTheFirstWorkerDied() {
        strike(FaultKind.KILL, "w1", 0.5, 9);
        CheckCalls check =
                check(List.of(call("w1", 0.1), call("w2", 1.1)), claim(1, "w1"), claim(1, "w2"));
        assertThat(findings.all()).isEmpty();
        assertThat(check.excused()).isEqualTo(1);
    }

    @Test
    void doesNotExcuseThemWhereAnotherDied() {
        strike(FaultKind.KILL, "w2", 0.5, 0.6);
        strike(FaultKind.FREEZE, "kafka", 0, 9);
        check(List.of(call("w1", 0.1), call("w2", 1.1)), claim(1, "w1"), claim(1, "w2"));
        assertPaidTwice();
    }

    @Test
    void excusesACallAgainWhereTheLinkToTheProviderWasCut() {
        strike(FaultKind.CUT, "w1 → provider", 0.2, 0.2);
        check(List.of(call("w1", 0.1), call("w1", 0.8)), claim(1, "w1"));
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void findsACallThatWasClaimedBehindTheEnd() {
        check(
                List.of(call("w1", 0.1), call("w2", 3.0)),
                claim(1, "w1"),
                end(1, "w1"),
                claim(2, "w2"));
        assertPaidTwice();
    }

    @Test
    void findsACallThatWasClaimedBehindALaterAttempt() {
        check(
                List.of(call("w1", 0.1), call("w2", 1.1), call("w1", 2.1)),
                claim(2, "w1"),
                claim(3, "w2"),
                claim(1, "w1"));
        assertPaidTwice();
    }

    @Test
    void doesNotJudgeHowLongNewsOfAnEndTake() {
        check(List.of(call("w2", 9)), claim(1, "w2"), end(1, "w2"));
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void findsACallThatNobodyClaimed() {
        check(List.of(call("w2", 0.1)), claim(1, "w1"));
        assertPaidTwice();
    }
}
