package dev.holdfast.chaos.fault;

import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Carries out the plan, round after round, until the time is up; ends with everything whole. */
public final class Injector {
    private final FaultPlan plan;
    private final Map<String, Victim> victims;
    private final Journal journal;
    private final Findings findings;
    private final List<Struck> struck = new CopyOnWriteArrayList<>();

    public Injector(FaultPlan plan, List<Victim> victims, Journal journal, Findings findings) {
        this.plan = plan;
        this.victims =
                victims.stream().collect(Collectors.toMap(Victim::name, Function.identity()));
        this.journal = journal;
        this.findings = findings;
    }

    /** Returns after the last round that began before {@code end}, when all is mended. */
    public void run(Instant end) throws InterruptedException {
        while (true) {
            Duration calm = plan.calm();
            if (Instant.now().plus(calm).isAfter(end)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(calm.toMillis());
            together(plan.round());
        }
    }

    private void together(List<Planned> round) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Planned planned : round) {
            threads.add(
                    Thread.ofVirtual()
                            .name("fault-" + planned.victim())
                            .start(() -> strikeLater(planned)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void strikeLater(Planned planned) {
        try {
            TimeUnit.MILLISECONDS.sleep(planned.after().toMillis());
            strike(planned);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void strike(Planned planned) throws InterruptedException {
        Instant begun = Instant.now();
        journal.note(
                "faults",
                note ->
                        note.put("begins", planned.kind().name())
                                .put("victim", planned.victim())
                                .put("lengthMillis", planned.length().toMillis()));
        boolean mended = false;
        try {
            Victim victim = victims.get(planned.victim());
            mended = victim != null && victim.strike(planned.kind(), planned.length());
        } catch (RuntimeException e) {
            findings.add(Breach.UNEXPECTED, planned.victim(), "could not be mended: " + e);
        }
        Struck over = new Struck(planned.kind(), planned.victim(), begun, Instant.now(), mended);
        struck.add(over);
        journal.note(
                "faults",
                note ->
                        note.put("mended", planned.kind().name())
                                .put("victim", planned.victim())
                                .put("whole", over.mended()));
        if (!mended) {
            findings.add(
                    Breach.UNEXPECTED,
                    planned.victim(),
                    "is not ready again after " + planned.kind() + " at " + begun);
        }
    }

    public List<Struck> struck() {
        return List.copyOf(struck);
    }
}
