package dev.holdfast.chaos.user;

import dev.holdfast.chaos.journal.Breach;
import dev.holdfast.chaos.journal.Findings;
import dev.holdfast.chaos.journal.Journal;
import dev.holdfast.chaos.stage.Stage;
import dev.holdfast.chaos.watch.Witness;
import dev.holdfast.client.ChatApi;
import dev.holdfast.stack.local.Service;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** All users with their devices and what they do on them. For one thread. */
public final class Users {
    /** Conversations that one user leads side by side. */
    private static final int AT_ONCE = 2;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final Stage stage;
    private final Horizon horizon;
    private final Books books;
    private final Witness.Notebook notebook;
    private final long seed;
    private final Map<String, BalancedApi> apis = new LinkedHashMap<>();
    private final Map<String, List<Device>> devices = new LinkedHashMap<>();
    private final List<Thread> reading = new ArrayList<>();
    private final List<Thread> talking = new ArrayList<>();

    public Users(Stage stage, Horizon horizon, Books books, Witness.Notebook notebook, long seed) {
        this.stage = stage;
        this.horizon = horizon;
        this.books = books;
        this.notebook = notebook;
        this.seed = seed;
    }

    /** Devices are turned on; nobody says anything yet. */
    public void arrive(int users, int devicesEach) {
        for (int number = 1; number <= users; number++) {
            String user = "u" + number;
            BalancedApi api = apiOf(user);
            apis.put(user, api);
            List<Device> own = new ArrayList<>();
            for (int each = 0; each < devicesEach; each++) {
                own.add(device(user, api, each));
            }
            devices.put(user, own);
            own.forEach(device -> reading.add(live(device.name(), device::run)));
        }
    }

    private BalancedApi apiOf(String user) {
        Map<String, ChatApi> doors = new LinkedHashMap<>();
        stage.doors(Service.CHAT_API)
                .forEach((name, address) ->
                        doors.put(name, new ChatApi(http, address, () -> stage.token(user))));
        return new BalancedApi(
                user, doors, horizon, notebook.journal(), notebook.findings(), books);
    }

    private Device device(String user, BalancedApi api, int number) {
        String name = "device-" + user + "-" + (number + 1);
        return switch (number % 3) {
            case 0 -> new SocketDevice(user, name + "-socket", http, stage, notebook);
            case 1 -> new EventsDevice(user, name + "-sse", http, stage, notebook);
            default ->
                    new ReloadingDevice(
                            user,
                            name + "-reloading",
                            http,
                            stage,
                            api,
                            books,
                            new Random(seed ^ name.hashCode()),
                            notebook);
        };
    }

    /** From now on they talk, until the horizon's end. */
    public void begin() {
        Journal journal = notebook.journal();
        Findings findings = notebook.findings();
        Person.Around around =
                new Person.Around(
                        stage,
                        horizon,
                        journal,
                        findings,
                        books,
                        notebook.prompts(),
                        notebook.ends());
        devices.forEach((user, own) -> {
            for (int each = 0; each < AT_ONCE; each++) {
                String name = "s" + seed + "-" + user + (char) ('a' + each);
                Person person =
                        new Person(
                                user,
                                name,
                                new Random(seed ^ name.hashCode()),
                                apiOf(user),
                                around,
                                conversation -> watch(own, conversation));
                talking.add(live(name, person::run));
            }
        });
    }

    /** A user that breaks must not leave silently: what it would have found is missing then. */
    private Thread live(String name, Runnable life) {
        return Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    try {
                        life.run();
                    } catch (RuntimeException e) {
                        notebook.findings()
                                .add(Breach.UNEXPECTED, name, "went away for good: " + e);
                    }
                });
    }

    private static void watch(List<Device> devices, UUID conversation) {
        devices.forEach(device -> device.watch(conversation));
    }

    /** Until everybody has said what they were about to say. */
    public void awaitSilence() throws InterruptedException {
        for (Thread thread : talking) {
            thread.join();
        }
    }

    public void turnDevicesOff() throws InterruptedException {
        devices.values().forEach(own -> own.forEach(Device::turnOff));
        for (Thread thread : reading) {
            thread.join(Duration.ofSeconds(60));
        }
    }

    public Map<String, List<Device>> devices() {
        return devices;
    }

    public BalancedApi api(String user) {
        BalancedApi api = apis.get(user);
        if (api == null) {
            throw new IllegalArgumentException("nobody is called " + user);
        }
        return api;
    }
}
