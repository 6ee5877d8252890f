package dev.holdfast.chaos.check;

import dev.holdfast.chaos.fault.FaultKind;
import dev.holdfast.chaos.fault.Struck;
import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.stage.Stage;
import dev.holdfast.chaos.user.Sent;
import dev.holdfast.played.Call;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was paid for. A call belongs to the claim that its worker wrote last before it; a generation
 * was <b>paid twice</b> where
 *
 * <ul>
 *   <li>two calls were begun for the same attempt, unless the worker of the earlier one was killed,
 *       terminated or frozen, or its link to the provider was touched, between its claim and the
 *       later call: then nobody could know that the first was alive, or the worker called again
 *       because the first call was cut before its first word; or
 *   <li>a call was begun after the generation's end stood in the log, unless its worker was frozen
 *       meanwhile.
 * </ul>
 *
 * Calls of later attempts are takeovers and counted as such.
 */
final class CheckCalls {
    /** From a record's acknowledgement until a worker can know of it. */
    private static final Duration NEWS = Duration.ofMillis(500);

    private static final Set<FaultKind> DEADLY =
            Set.of(FaultKind.KILL, FaultKind.TERMINATE, FaultKind.FREEZE);

    private final List<Struck> struck;
    private final Findings findings;
    private final Map<String, String> workers;
    private long excused;

    CheckCalls(List<Struck> struck, Findings findings, List<String> workers) {
        this.struck = struck;
        this.findings = findings;
        this.workers =
                workers.stream()
                        .collect(
                                Collectors.toMap(
                                        name -> digest("Bearer " + Stage.keyOf(name)),
                                        name -> name));
    }

    /** A call and the claim under which it was made. */
    private record Paid(Call call, String worker, Entry claim) {
        Instant at() {
            return instant(call.receivedAt());
        }

        int attempt() {
            return claim.event().get("attempt").asInt();
        }

        Instant claimedAt() {
            return claim.writtenAt();
        }
    }

    void check(Sent sent, List<Call> calls, Story story) {
        Map<Integer, Paid> last = new LinkedHashMap<>();
        List<Paid> all = new ArrayList<>();
        for (Call call : calls) {
            String worker = workers.getOrDefault(call.authorization(), "nobody");
            Optional<Entry> claim = claim(call, worker, story);
            if (claim.isEmpty()) {
                paidTwice(sent, call, worker, "without a claim in the log");
            } else {
                all.add(new Paid(call, worker, claim.get()));
            }
        }
        for (Paid paid : all) {
            Paid before = last.put(paid.attempt(), paid);
            if (before != null) {
                again(sent, before, paid);
            }
            afterTheEnd(sent, paid, story);
        }
    }

    private static Optional<Entry> claim(Call call, String worker, Story story) {
        return story.claims.stream()
                .filter(claim -> claim.event().path("worker").asText().equals(worker))
                .filter(claim -> !claim.writtenAt().isAfter(instant(call.receivedAt())))
                .reduce((_, later) -> later);
    }

    private void again(Sent sent, Paid before, Paid paid) {
        boolean couldNotKnow =
                happened(before.worker(), before.claimedAt(), paid.at())
                        || touched(before.worker() + " → provider", before.claimedAt(), paid.at());
        if (couldNotKnow) {
            excused++;
        } else {
            paidTwice(
                    sent,
                    paid.call(),
                    paid.worker(),
                    "attempt %d was called at %s by %s already (claim %s, call %d %s)"
                            .formatted(
                                    paid.attempt(),
                                    before.at(),
                                    before.worker(),
                                    before.claim().where(),
                                    before.call().number(),
                                    before.call().end()));
        }
    }

    private void afterTheEnd(Sent sent, Paid paid, Story story) {
        Entry end = story.end;
        if (end == null || !paid.at().isAfter(end.writtenAt().plus(NEWS))) {
            return;
        }
        if (happened(paid.worker(), paid.claimedAt(), paid.at())) {
            excused++;
        } else {
            paidTwice(
                    sent,
                    paid.call(),
                    paid.worker(),
                    "%d ms after the end at %s, %d chunks, %s"
                            .formatted(
                                    Duration.between(end.writtenAt(), paid.at()).toMillis(),
                                    end.where(),
                                    paid.call().chunks(),
                                    paid.call().end()));
        }
    }

    private boolean happened(String victim, Instant from, Instant to) {
        return struck.stream()
                .anyMatch(fault ->
                        fault.victim().equals(victim)
                                && DEADLY.contains(fault.kind())
                                && fault.overlaps(from, to));
    }

    private boolean touched(String link, Instant from, Instant to) {
        return struck.stream()
                .anyMatch(fault -> fault.victim().equals(link) && fault.overlaps(from, to));
    }

    private void paidTwice(Sent sent, Call call, String worker, String what) {
        findings.add(
                Breach.PAID_TWICE,
                "calls",
                "call %d by %s at %s for generation %s (%s): %s"
                        .formatted(
                                call.number(),
                                worker,
                                instant(call.receivedAt()),
                                sent.generation(),
                                sent.prompt(),
                                what));
    }

    /** Second calls that nobody could have known to be needless. */
    long excused() {
        return excused;
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    static String digest(String header) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(header.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
