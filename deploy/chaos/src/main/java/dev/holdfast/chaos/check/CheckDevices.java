package dev.holdfast.chaos.check;

import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.user.Device;
import dev.holdfast.chaos.watch.Told;
import dev.holdfast.chaos.watch.Witness;
import dev.holdfast.contracts.log.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Each device must have been told every event of the true log between where it began and where it
 * was turned off, once, in that order, and nothing else.
 */
record CheckDevices(Findings findings) {
    /** So many of a kind are told one by one; the rest as a number. */
    private static final int SHOWN = 5;

    void check(Device device, TrueLog log) {
        device.witnesses().forEach(witness -> check(witness, log));
    }

    private void check(Witness witness, TrueLog log) {
        Position from = witness.start();
        Position to = witness.position();
        if (from == null || to == null) {
            findings.add(Breach.UNEXPECTED, witness.device(), "never had a frame");
            return;
        }
        List<Entry> expected =
                log.told().stream()
                        .filter(entry ->
                                entry.offset() >= from.offset() && entry.offset() < to.offset())
                        .filter(entry -> !witness.beganWith(entry.event()))
                        .toList();
        List<String> names = expected.stream().map(entry -> Told.identity(entry.event())).toList();
        Set<String> told = new HashSet<>(witness.told());
        report(
                witness,
                Breach.LOST,
                "never came",
                expected.stream()
                        .filter(entry -> !told.contains(Told.identity(entry.event())))
                        .map(entry -> Told.identity(entry.event()) + " at " + entry.where())
                        .toList());
        Set<String> known = new HashSet<>(names);
        report(
                witness,
                Breach.TWICE,
                "came although it stood before the state that was loaded",
                witness.told().stream()
                        .filter(each ->
                                log.firstAt(each).filter(at -> at < from.offset()).isPresent())
                        .toList());
        report(
                witness,
                Breach.UNEXPECTED,
                "came and does not count in the log",
                witness.told().stream().filter(each -> log.firstAt(each).isEmpty()).toList());
        checkOrder(
                witness,
                names.stream().filter(told::contains).toList(),
                witness.told().stream().filter(known::contains).toList());
    }

    private void checkOrder(Witness witness, List<String> expected, List<String> found) {
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            if (!expected.get(i).equals(found.get(i))) {
                findings.add(
                        Breach.OUT_OF_ORDER,
                        witness.device(),
                        found.get(i) + " came where the log has " + expected.get(i));
                return;
            }
        }
    }

    private void report(Witness witness, Breach breach, String what, List<String> events) {
        events.stream()
                .limit(SHOWN)
                .forEach(event -> findings.add(breach, witness.device(), event + " " + what));
        if (events.size() > SHOWN) {
            findings.add(
                    breach, witness.device(), (events.size() - SHOWN) + " more events " + what);
        }
    }
}
