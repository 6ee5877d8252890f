package dev.holdfast.chaos.stage;

import dev.holdfast.chaos.journal.Journal;
import dev.holdfast.stack.local.ServiceProcess;
import dev.holdfast.stack.local.Supervisor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts a service again when it has ended, and kills one that says itself, three times in a row,
 * that it is not alive; as Kubernetes does. Silence is no such word: what is frozen is left alone.
 */
final class Orchestrator {
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(5);
    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final int FAILURES = 3;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PROBE)
                    .build();
    private final Journal journal;
    private final Supervisor supervisor;
    private final AtomicInteger notAlive = new AtomicInteger();
    private volatile boolean resting;

    Orchestrator(Journal journal) {
        this.journal = journal;
        this.supervisor = new Supervisor(this::heard);
    }

    private void heard(String what) {
        journal.note("orchestrator", note -> note.put("says", what));
    }

    void watch(List<ServiceProcess> processes) {
        processes.forEach(supervisor::watch);
        processes.forEach(process ->
                Thread.ofVirtual().name("probe-" + process.name()).start(() -> probe(process)));
    }

    private void probe(ServiceProcess process) {
        int failures = 0;
        try {
            while (!resting) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_PROBES.toMillis());
                failures = saysItIsNotAlive(process) ? failures + 1 : 0;
                if (failures == FAILURES) {
                    failures = 0;
                    notAlive.incrementAndGet();
                    journal.note("orchestrator", note -> note.put("kills", process.name()));
                    process.kill();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean saysItIsNotAlive(ServiceProcess process) throws InterruptedException {
        URI address = URI.create(process.address() + "/q/health/live");
        try {
            return http.send(
                                    HttpRequest.newBuilder(address).timeout(PROBE).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 503;
        } catch (IOException noWord) {
            return false;
        }
    }

    /** How many were killed because they said that they are not alive. */
    int notAlive() {
        return notAlive.get();
    }

    void rest() {
        resting = true;
        supervisor.rest();
    }
}
