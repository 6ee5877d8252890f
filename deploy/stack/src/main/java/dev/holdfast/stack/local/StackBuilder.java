package dev.holdfast.stack.local;

import dev.holdfast.stack.KafkaBroker;
import dev.holdfast.stack.OidcProvider;
import dev.holdfast.stack.Postgres;
import dev.holdfast.stack.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link HoldfastStack} is started with. Unset: a temporary folder, free ports, one worker.
 */
public final class StackBuilder {
    private @Nullable Path dataDir;
    private @Nullable StackPorts ports;
    private int workers = 1;
    private Progress progress = Progress.SILENT;
    private ProcessEnvironment own = ProcessEnvironment.NOTHING;
    private List<KafkaBroker.Route> kafkaRoutes = List.of();
    private final List<URI> origins = new ArrayList<>();
    private final Map<Service, Map<String, String>> extra = new EnumMap<>(Service.class);

    StackBuilder() {}

    /** Kept between runs; where it is the same, the data is. */
    public StackBuilder dataDir(Path folder) {
        this.dataDir = folder;
        return this;
    }

    public StackBuilder ports(StackPorts ports) {
        this.ports = ports;
        return this;
    }

    /** 0 for none at first; {@link HoldfastStack#add} starts more. */
    public StackBuilder workers(int count) {
        this.workers = count;
        return this;
    }

    /** A server that speaks OpenAI's format, such as the played provider. */
    public StackBuilder provider(URI baseUrl, String key) {
        return environment(Service.GENERATION_WORKER, "OPENAI_BASE_URL", baseUrl.toString())
                .environment(Service.GENERATION_WORKER, "OPENAI_API_KEY", key);
    }

    /** For every process of a service, over what the stack itself sets. */
    public StackBuilder environment(Service service, String name, String value) {
        extra.computeIfAbsent(service, key -> new HashMap<>()).put(name, value);
        return this;
    }

    /** For each process by its name, over everything else. */
    public StackBuilder environment(ProcessEnvironment own) {
        this.own = own;
        return this;
    }

    /** Further addresses of the broker, for clients that come through proxies. */
    public StackBuilder kafkaRoutes(List<KafkaBroker.Route> routes) {
        this.kafkaRoutes = List.copyOf(routes);
        return this;
    }

    /** A page of this address may call the services too. */
    public StackBuilder origin(URI origin) {
        origins.add(origin);
        return this;
    }

    public StackBuilder progress(Progress progress) {
        this.progress = progress;
        return this;
    }

    /**
     * Returns when everything is ready.
     *
     * @throws IllegalStateException when something could not be started; nothing runs then
     */
    public HoldfastStack start() {
        Path folder = (dataDir == null ? temporary() : dataDir).toAbsolutePath();
        StackPorts where = ports == null ? StackPorts.free() : ports;
        HoldfastStack stack = startEngines(folder, where);
        try {
            startServices(stack, where);
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private HoldfastStack startEngines(Path folder, StackPorts where) {
        CompletableFuture<Postgres> postgres =
                timed(
                        "PostgreSQL",
                        () -> Postgres.start(folder.resolve("postgres"), where.postgres()));
        CompletableFuture<KafkaBroker> kafka =
                timed(
                        "Kafka",
                        () ->
                                KafkaBroker.start(
                                        folder.resolve("kafka"), where.kafka(), kafkaRoutes));
        CompletableFuture<OidcProvider> oidc =
                timed(
                        "OIDC provider",
                        () -> OidcProvider.start(where.oidc(), folder.resolve("logs/oidc.log")));
        CompletableFuture<Keysets> keysets =
                Parallel.begin(() -> Keysets.in(folder.resolve("keys")));
        try {
            Parallel.await(List.of(postgres, kafka, oidc, keysets));
        } catch (RuntimeException e) {
            started(postgres).ifPresent(Postgres::close);
            started(kafka).ifPresent(KafkaBroker::close);
            started(oidc).ifPresent(OidcProvider::close);
            throw e;
        }
        ServiceEnvironment environment =
                new ServiceEnvironment(
                        postgres.join(),
                        kafka.join(),
                        oidc.join(),
                        where,
                        keysets.join(),
                        List.copyOf(origins),
                        Map.copyOf(extra),
                        own);
        return new HoldfastStack(folder, environment, postgres.join(), kafka.join(), oidc.join());
    }

    private void startServices(HoldfastStack stack, StackPorts where) {
        long start = System.nanoTime();
        List<ServiceProcess> started = new ArrayList<>();
        started.add(stack.launch(Service.CHAT_API, where.chatApi()));
        started.add(stack.launch(Service.STREAM_GATEWAY, where.streamGateway()));
        for (int i = 0; i < workers; i++) {
            started.add(
                    stack.launch(
                            Service.GENERATION_WORKER, i == 0 ? where.worker() : FreePorts.pick()));
        }
        Parallel.run(
                started.stream()
                        .<Runnable>map(process ->
                                () -> {
                                    process.awaitReady();
                                    progress.ready(process.name(), since(start));
                                })
                        .toList());
    }

    private <T> CompletableFuture<T> timed(String part, Supplier<T> task) {
        long start = System.nanoTime();
        return Parallel.begin(task)
                .thenApply(result -> {
                    progress.ready(part, since(start));
                    return result;
                });
    }

    private static <T> Optional<T> started(CompletableFuture<T> engine) {
        return engine.isCompletedExceptionally() ? Optional.empty() : Optional.of(engine.join());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("holdfast-stack");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
