package dev.holdfast.chaos.user;

import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.stage.Stage;
import dev.holdfast.chaos.watch.Witness;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Holds a WebSocket, and comes back with its cursor. Thread-safe. */
final class SocketDevice implements Device {
    /** The protocol's figure is 200. */
    private static final int MOST_WATCHED = 150;

    private final String user;
    private final String name;
    private final HttpClient http;
    private final Stage stage;
    private final Witness.Notebook notebook;
    private final List<Witness> witnesses = new CopyOnWriteArrayList<>();
    private final LinkedHashSet<UUID> watched = new LinkedHashSet<>();
    private @Nullable SocketLine line;
    private volatile boolean off;

    SocketDevice(
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
        try (SocketLine opened =
                SocketLine.open(
                        http, stage.anyGateway(), () -> stage.token(user), reading, watched())) {
            use(opened);
            int code = 0;
            while (code == 0 && !off && !reading.mustBeginAnew()) {
                code = opened.follow(Duration.ofSeconds(1));
            }
            closed(code);
        } catch (SocketLine.Refused refused) {
            Complaints.refused(notebook, name, refused.status(), refused.saysWhen());
            Horizon.pause(500);
        } catch (SocketLine.NotThere later) {
            Horizon.pause(500);
        } finally {
            use(null);
        }
    }

    private void closed(int code) {
        notebook.journal().note(name, note -> note.put("closed", code));
        if (code >= 4500) {
            notebook.findings().add(Breach.UNEXPECTED, name, "is sent away for good with " + code);
        }
    }

    private synchronized Set<UUID> watched() {
        return new LinkedHashSet<>(watched);
    }

    /** What was added since the line was opened is said over it. */
    private synchronized void use(@Nullable SocketLine opened) {
        line = opened;
        if (opened != null && !watched.isEmpty()) {
            opened.watch(watched);
        }
    }

    @Override
    public synchronized void watch(UUID conversation) {
        watched.add(conversation);
        if (watched.size() > MOST_WATCHED) {
            watched.remove(watched.getFirst());
        }
        if (line != null) {
            line.watch(watched);
        }
    }

    @Override
    public void turnOff() {
        off = true;
    }
}
