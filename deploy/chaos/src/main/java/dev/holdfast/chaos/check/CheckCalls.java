package dev.holdfast.chaos.check;

import dev.holdfast.chaos.fault.FaultKind;
import dev.holdfast.chaos.fault.Struck;
import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.stage.Stage;
import dev.holdfast.chaos.user.Sent;
import dev.holdfast.chaos.watch.Told;
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
import java.util.stream.Stream;

/**
 * What was paid for. A call belongs to the claim that its worker wrote last before it; a generation
 * was <b>paid twice</b> where
 *
 * <ul>
 *   <li>two calls were begun for the same attempt, unless the worker of the earlier one was killed,
 *       terminated or frozen, or its link to the provider was touched, between its claim and the
 *       later call: then nobody could know that the first was alive, or the worker called again
 *       because the first call was cut before its first word; or
 *   <li>a call was begun under a claim that stands in the log behind the generation's end, or
 *       behind the claim of a later attempt. The order of the log is asked and no clock: whoever
 *       reads up to their own claim knows of what stands before it, however slow the machine is.
 * </ul>
 *
 * Calls of later attempts are takeovers and counted as such.
 */
final class CheckCalls {
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
            tooLate(sent, paid, story);
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

    private void tooLate(Sent sent, Paid paid, Story story) {
        before(paid, story)
                .ifPresent(entry ->
                        paidTwice(
                                sent,
                                paid.call(),
                                paid.worker(),
                                "claimed at %s, behind %s at %s; begun %d ms after it, %d chunks, %s"
                                        .formatted(
                                                paid.claim().where(),
                                                Told.type(entry.event()),
                                                entry.where(),
                                                Duration.between(entry.writtenAt(), paid.at())
                                                        .toMillis(),
                                                paid.call().chunks(),
                                                paid.call().end())));
    }

    /** What stands before a claim and makes it one too many. */
    private static Optional<Entry> before(Paid paid, Story story) {
        return Stream.concat(
                        Stream.ofNullable(story.end),
                        story.claims.stream()
                                .filter(claim ->
                                        claim.event().get("attempt").asInt() > paid.attempt()))
                .filter(entry -> entry.offset() < paid.claim().offset())
                .findFirst();
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
