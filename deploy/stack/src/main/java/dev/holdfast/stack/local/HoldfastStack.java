package dev.holdfast.stack.local;

import dev.holdfast.stack.KafkaBroker;
import dev.holdfast.stack.OidcProvider;
import dev.holdfast.stack.Postgres;
import dev.holdfast.stack.process.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * PostgreSQL, Kafka, the OIDC provider, chat-api, the gateway and workers, all running. Adding and
 * stopping processes is thread-safe; closing is for one thread.
 */
public final class HoldfastStack implements AutoCloseable {
    /** More than a worker's drain and hand-over here, see {@link ServiceEnvironment}. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Path dataDir;
    private final ServiceEnvironment environment;
    private final Postgres postgres;
    private final KafkaBroker kafka;
    private final OidcProvider oidc;
    private final List<ServiceProcess> processes = new CopyOnWriteArrayList<>();

    HoldfastStack(
            Path dataDir,
            ServiceEnvironment environment,
            Postgres postgres,
            KafkaBroker kafka,
            OidcProvider oidc) {
        this.dataDir = dataDir;
        this.environment = environment;
        this.postgres = postgres;
        this.kafka = kafka;
        this.oidc = oidc;
    }

    public static StackBuilder builder() {
        return new StackBuilder();
    }

    public Postgres postgres() {
        return postgres;
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public OidcProvider oidc() {
        return oidc;
    }

    /** Shorthand for {@code oidc().token(user)}. */
    public String token(String user) {
        return oidc.token(user);
    }

    /** The first chat-api. */
    public ServiceProcess chatApi() {
        return all(Service.CHAT_API).getFirst();
    }

    /** The first gateway. */
    public ServiceProcess streamGateway() {
        return all(Service.STREAM_GATEWAY).getFirst();
    }

    /** In the order of their start, dead ones included. */
    public List<ServiceProcess> workers() {
        return all(Service.GENERATION_WORKER);
    }

    public List<ServiceProcess> all(Service service) {
        return processes.stream().filter(process -> process.service() == service).toList();
    }

    public List<ServiceProcess> processes() {
        return List.copyOf(processes);
    }

    public URI apiAddress() {
        return chatApi().address();
    }

    public URI streamAddress() {
        return streamGateway().address();
    }

    public Path dataDir() {
        return dataDir;
    }

    /** One more process of a service on a free port; returns when it is ready. */
    public ServiceProcess add(Service service) {
        return add(service, Map.of());
    }

    /**
     * The same, with settings of its own.
     *
     * @param more put over the environment that its kind has here
     */
    public ServiceProcess add(Service service, Map<String, String> more) {
        ServiceProcess process = launch(service, FreePorts.pick(), more);
        process.awaitReady();
        return process;
    }

    /** The same, and does not wait for it. */
    public ServiceProcess begin(Service service, Map<String, String> more) {
        return launch(service, FreePorts.pick(), more);
    }

    /** Starts a process and does not wait for it. */
    ServiceProcess launch(Service service, int port) {
        return launch(service, port, Map.of());
    }

    private ServiceProcess launch(Service service, int port, Map<String, String> more) {
        int number = all(service).size() + 1;
        String name = number == 1 ? service.module() : service.module() + "-" + number;
        Map<String, String> words = new HashMap<>(environment.of(service, name, port));
        words.putAll(more);
        ServiceProcess process =
                ServiceProcess.start(
                        service, name, port, words, dataDir.resolve("logs").resolve(name + ".log"));
        processes.add(process);
        return process;
    }

    /** Everything ends: the services first, so that they can still say goodbye to the engines. */
    @Override
    public void close() {
        Parallel.run(
                processes.stream()
                        .<Runnable>map(process -> () -> process.terminate(STOP))
                        .toList());
        Parallel.run(List.of(kafka::close, postgres::close, oidc::close));
    }
}
