package dev.holdfast.chaos.user;

import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.stage.Stage;
import dev.holdfast.chaos.watch.Witness;
import dev.holdfast.client.Json;
import dev.holdfast.client.SseClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/** Reads server-sent events of all of its user's conversations, and comes back with its cursor. */
final class EventsDevice implements Device {
    /** Comments come each 15 s and are no frames: this also makes it come back now and then. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private final String user;
    private final String name;
    private final HttpClient http;
    private final Stage stage;
    private final Witness.Notebook notebook;
    private final List<Witness> witnesses = new CopyOnWriteArrayList<>();
    private volatile boolean off;

    EventsDevice(
            String user, String name, HttpClient http, Stage stage, Witness.Notebook notebook) {
        this.user = user;
        this.name = name;
        this.http = http;
        this.stage = stage;
        this.notebook = notebook;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean readsEverything() {
        return true;
    }

    @Override
    public List<Witness> witnesses() {
        return List.copyOf(witnesses);
    }

    /** It watches all of them anyway. */
    @Override
    public void watch(UUID conversation) {}

    @Override
    public void run() {
        Reading reading = begin(true);
        try {
            while (!off) {
                followOnce(reading);
                if (reading.mustBeginAnew()) {
                    reading = begin(false);
                }
                Horizon.pause(ThreadLocalRandom.current().nextInt(500));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reading begin(boolean fromTheBeginning) {
        Witness witness = new Witness(name, fromTheBeginning, notebook);
        witnesses.add(witness);
        return new Reading(witness);
    }

    private void followOnce(Reading reading) throws InterruptedException {
        reading.connected();
        SseClient client =
                new SseClient(
                        http,
                        stage.anyGateway(),
                        () -> stage.token(user),
                        reading.view(),
                        List.of(),
                        reading::take);
        try {
            client.connect();
        } catch (SseClient.Refused refused) {
            Complaints.refused(notebook, name, refused.status(), saysWhen(refused.answer()));
            Horizon.pause(500);
            return;
        } catch (IOException later) {
            Horizon.pause(500);
            return;
        }
        while (!off && !reading.mustBeginAnew() && !reading.isSilentFor(SILENCE)) {
            if (Horizon.completes(client.ended(), Duration.ofMillis(200))) {
                break;
            }
        }
        leave(client, reading);
    }

    /** Comes back only when the old stream says nothing more. */
    private void leave(SseClient client, Reading reading) throws InterruptedException {
        try {
            client.close();
        } catch (IOException gone) {
            // It had ended already.
        }
        if (!Horizon.completes(client.ended(), Duration.ofSeconds(30))) {
            notebook.findings().add(Breach.UNEXPECTED, name, "its stream could not be closed");
        }
        reading.witness().disconnected();
        String how =
                client.ended()
                        .getNow(java.util.Optional.empty())
                        .map(Exception::toString)
                        .orElse("");
        notebook.journal().note(name, note -> note.put("closed", how));
        if (how.contains("where the frame says")) {
            notebook.findings()
                    .add(Breach.UNEXPECTED, name, "an event whose fields differ: " + how);
        }
    }

    private static boolean saysWhen(String answer) {
        try {
            return Json.read(answer).path("retryAfterSeconds").asLong() > 0;
        } catch (UncheckedIOException noJson) {
            return false;
        }
    }

    @Override
    public void turnOff() {
        off = true;
    }
}
