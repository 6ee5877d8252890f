package dev.holdfast.chaos;

import dev.holdfast.chaos.check.Audit;
import dev.holdfast.chaos.check.Report;
import dev.holdfast.chaos.fault.FaultPlan;
import dev.holdfast.chaos.fault.Injector;
import dev.holdfast.chaos.fault.Victim;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.journal.Journal;
import dev.holdfast.chaos.stage.Stage;
import dev.holdfast.chaos.user.Books;
import dev.holdfast.chaos.user.Device;
import dev.holdfast.chaos.user.Horizon;
import dev.holdfast.chaos.user.Sent;
import dev.holdfast.chaos.user.Users;
import dev.holdfast.chaos.watch.Ends;
import dev.holdfast.chaos.watch.Prompts;
import dev.holdfast.chaos.watch.Witness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One run from the first process to the report. It ends by itself, whatever happens. */
public final class Campaign {
    /** Rounds that began in time are mended within this, and everybody finds that out. */
    private static final Duration MENDING = Duration.ofMinutes(5);

    private final Options options;
    private final Consumer<String> say;

    /**
     * @param say told in a sentence how far it is
     */
    public Campaign(Options options, Consumer<String> say) {
        this.options = options;
        this.say = say;
    }

    public Report run() throws InterruptedException {
        try (Journal journal = new Journal(options.data().resolve("journal"))) {
            Findings findings = new Findings(journal);
            say.accept("Starting everything; data, logs and journal in " + options.data());
            try (Stage stage = Stage.open(options.data(), options.cast(), journal)) {
                return run(stage, journal, findings);
            }
        }
    }

    private Report run(Stage stage, Journal journal, Findings findings)
            throws InterruptedException {
        Instant end = Instant.now().plus(options.length());
        Horizon horizon = new Horizon(end, end.plus(MENDING).plus(options.limit()));
        Books books = new Books();
        Witness.Notebook notebook =
                new Witness.Notebook(journal, findings, new Prompts(), new Ends());
        Users users = new Users(stage, horizon, books, notebook, options.seed());
        users.arrive(options.users(), options.devices());
        awaitReading(users, horizon);
        List<Victim> victims =
                stage.victims().stream()
                        .filter(victim -> victim.name().matches(options.targets()))
                        .toList();
        Injector injector =
                new Injector(
                        new FaultPlan(options.seed(), victims, options.longestFault()),
                        victims,
                        journal,
                        findings);
        say.accept(
                "%d users with %d devices each; %d victims; faults until %s"
                        .formatted(options.users(), options.devices(), victims.size(), end));
        users.begin();
        injector.run(end);
        say.accept("All is mended; waiting for what is open.");
        Instant limit = Instant.now().plus(options.limit());
        users.awaitSilence();
        awaitEnds(books, notebook.ends(), limit);
        say.accept("Looking into the books.");
        return new Audit(stage, users, books, injector.struck(), journal, findings)
                .run(limit.plus(options.limit()));
    }

    /** Nothing is said before every device would hear it. */
    private static void awaitReading(Users users, Horizon horizon) throws InterruptedException {
        for (List<Device> own : users.devices().values()) {
            for (Device device : own) {
                while (device.readsEverything()
                        && Instant.now().isBefore(horizon.limit())
                        && (device.witnesses().isEmpty()
                                || device.witnesses().getFirst().position() == null)) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
        }
    }

    /** What has not ended by then is found to be lost by the audit. */
    private static void awaitEnds(Books books, Ends ends, Instant limit)
            throws InterruptedException {
        for (Sent sent : books.all()) {
            long left = Math.max(1, Duration.between(Instant.now(), limit).toMillis());
            try {
                ends.of(sent.generation().toString()).get(left, TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException notInTime) {
                // The audit says so.
            }
        }
    }
}
