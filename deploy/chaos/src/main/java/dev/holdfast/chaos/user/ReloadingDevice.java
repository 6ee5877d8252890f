package dev.holdfast.chaos.user;

import dev.holdfast.chaos.stage.Stage;
import dev.holdfast.chaos.watch.Witness;
import dev.holdfast.client.ApiAnswer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Opens one conversation after another as a page does: reads its REST state, goes on from the
 * cursor of that state over a WebSocket, and after some seconds forgets everything.
 */
final class ReloadingDevice implements Device {
    private final String user;
    private final String name;
    private final HttpClient http;
    private final Stage stage;
    private final BalancedApi api;
    private final Books books;
    private final Random random;
    private final Witness.Notebook notebook;
    private final List<Witness> witnesses = new CopyOnWriteArrayList<>();
    private volatile boolean off;

    ReloadingDevice(
            String user,
            String name,
            HttpClient http,
            Stage stage,
            BalancedApi api,
            Books books,
            Random random,
            Witness.Notebook notebook) {
        this.user = user;
        this.name = name;
        this.http = http;
        this.stage = stage;
        this.api = api;
        this.books = books;
        this.random = random;
        this.notebook = notebook;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean readsEverything() {
        return false;
    }

    @Override
    public List<Witness> witnesses() {
        return List.copyOf(witnesses);
    }

    /** It opens what it likes. */
    @Override
    public void watch(UUID conversation) {}

    @Override
    public void run() {
        try {
            while (!off) {
                List<UUID> all = books.conversationsOf(user).stream().sorted().toList();
                if (all.isEmpty()) {
                    Horizon.pause(300);
                } else {
                    // Ids rise with time: most often one in which something happens.
                    int back = Math.min(all.size() - 1, (int) Math.abs(random.nextGaussian() * 2));
                    read(all.get(all.size() - 1 - back));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(UUID conversation) throws InterruptedException {
        Optional<ApiAnswer> state =
                api.call("GET conversation " + conversation, at -> at.conversation(conversation));
        if (state.isEmpty() || state.get().status() != 200) {
            // Deleted meanwhile, or not made yet.
            Horizon.pause(300);
            return;
        }
        Witness witness = new Witness(name, false, notebook);
        witness.load(state.get().body());
        witnesses.add(witness);
        Reading reading = new Reading(witness);
        reading.view().load(state.get().body());
        long end = System.nanoTime() + Duration.ofMillis(2_000 + random.nextInt(10_000)).toNanos();
        while (!off && System.nanoTime() - end < 0 && !reading.mustBeginAnew()) {
            follow(reading, conversation, Duration.ofNanos(end - System.nanoTime()));
        }
    }

    private void follow(Reading reading, UUID conversation, Duration span)
            throws InterruptedException {
        try (SocketLine line =
                SocketLine.open(
                        http,
                        stage.anyGateway(),
                        () -> stage.token(user),
                        reading,
                        List.of(conversation))) {
            line.follow(span);
        } catch (SocketLine.Refused refused) {
            Complaints.refused(notebook, name, refused.status(), refused.saysWhen());
            Horizon.pause(500);
        } catch (SocketLine.NotThere later) {
            Horizon.pause(500);
        }
    }

    @Override
    public void turnOff() {
        off = true;
    }
}
