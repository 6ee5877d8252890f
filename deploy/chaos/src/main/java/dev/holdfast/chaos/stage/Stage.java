package dev.holdfast.chaos.stage;

import dev.holdfast.chaos.fault.Victim;
import dev.holdfast.chaos.journal.Journal;
import dev.holdfast.chaos.link.Link;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import dev.holdfast.stack.KafkaBroker;
import dev.holdfast.stack.local.HoldfastStack;
import dev.holdfast.stack.local.Service;
import dev.holdfast.stack.local.ServiceProcess;
import dev.holdfast.stack.local.StackPorts;
import dev.holdfast.stack.process.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** All parts and all links between them. Asking it for addresses and tokens is thread-safe. */
public final class Stage implements AutoCloseable {
    /** The one that is asked; on the provider's list before a worker reads it. */
    public static final String MODEL = "gpt-4.1-mini";

    public static final String PROVIDER = "openai";

    /** Longer than any run: whether tokens expire is not asked here. */
    private static final Duration TOKENS = Duration.ofHours(12);

    private final PlayedProvider provider;
    private final HoldfastStack stack;
    private final Orchestrator orchestrator;

    /** Those that users come by, and those between the parts. */
    private final Map<ServiceProcess, Link> doors = new LinkedHashMap<>();

    private final List<Link> inner;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private Stage(PlayedProvider provider, HoldfastStack stack, List<Link> inner, Journal journal) {
        this.provider = provider;
        this.stack = stack;
        this.inner = inner;
        this.orchestrator = new Orchestrator(journal);
        orchestrator.watch(stack.processes());
        for (ServiceProcess process : stack.processes()) {
            if (process.service() != Service.GENERATION_WORKER) {
                doors.put(
                        process,
                        new Link("users → " + process.name(), FreePorts.pick(), process.port()));
            }
        }
    }

    /** Returns when everything is ready. */
    public static Stage open(Path data, Cast cast, Journal journal) {
        PlayedProvider provider = PlayedProvider.start();
        provider.playForModel(MODEL, Script.answer("Nobody asked for this."));
        StackPorts ports = StackPorts.free();
        List<Link> inner = new ArrayList<>();
        List<KafkaBroker.Route> routes = new ArrayList<>();
        Map<String, Map<String, String>> environments = new HashMap<>();
        for (String name : names(cast)) {
            int broker = FreePorts.pick();
            Link toKafka = new Link(name + " → kafka", FreePorts.pick(), broker);
            inner.add(toKafka);
            routes.add(new KafkaBroker.Route(broker, toKafka.port()));
            Map<String, String> words = new HashMap<>();
            words.put("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + toKafka.port());
            if (name.startsWith(Service.CHAT_API.module())) {
                Link link = new Link(name + " → postgres", FreePorts.pick(), ports.postgres());
                inner.add(link);
                String address = "postgresql://localhost:" + link.port() + "/holdfast";
                words.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + address);
                words.put("QUARKUS_DATASOURCE_REACTIVE_URL", address);
            }
            if (name.startsWith(Service.GENERATION_WORKER.module())) {
                Link link =
                        new Link(
                                name + " → provider",
                                FreePorts.pick(),
                                provider.baseUrl().getPort());
                inner.add(link);
                words.put("OPENAI_BASE_URL", "http://localhost:" + link.port() + "/v1");
                words.put("OPENAI_API_KEY", keyOf(name));
            }
            environments.put(name, words);
        }
        HoldfastStack stack =
                HoldfastStack.builder()
                        .dataDir(data)
                        .ports(ports)
                        .workers(cast.workers())
                        .kafkaRoutes(routes)
                        .environment((_, name) -> environments.getOrDefault(name, Map.of()))
                        .start();
        for (int i = 1; i < cast.apis(); i++) {
            stack.add(Service.CHAT_API);
        }
        for (int i = 1; i < cast.gateways(); i++) {
            stack.add(Service.STREAM_GATEWAY);
        }
        return new Stage(provider, stack, inner, journal);
    }

    /** As the stack numbers its processes. */
    private static List<String> names(Cast cast) {
        List<String> names = new ArrayList<>();
        add(names, Service.CHAT_API, cast.apis());
        add(names, Service.STREAM_GATEWAY, cast.gateways());
        add(names, Service.GENERATION_WORKER, cast.workers());
        return names;
    }

    private static void add(List<String> names, Service service, int count) {
        for (int number = 1; number <= count; number++) {
            names.add(number == 1 ? service.module() : service.module() + "-" + number);
        }
    }

    /** By which the provider knows who calls. */
    public static String keyOf(String worker) {
        return "sk-" + worker;
    }

    /** Everything that can be struck. */
    public List<Victim> victims() {
        List<Victim> victims = new ArrayList<>();
        stack.processes().forEach(process -> victims.add(new ServiceVictim(process)));
        victims.add(EngineVictim.of(stack.kafka()));
        victims.add(EngineVictim.of(stack.postgres()));
        victims.add(EngineVictim.of(stack.oidc()));
        inner.forEach(link -> victims.add(new LinkVictim(link)));
        doors.values().forEach(link -> victims.add(new LinkVictim(link)));
        return victims;
    }

    public HoldfastStack stack() {
        return stack;
    }

    public PlayedProvider provider() {
        return provider;
    }

    public String token(String user) {
        return tokens.computeIfAbsent(user, name -> stack.oidc().token(name, TOKENS));
    }

    /** Every process of a service by its name, at the address by which users come. */
    public Map<String, URI> doors(Service service) {
        Map<String, URI> addresses = new LinkedHashMap<>();
        doors.forEach((process, link) -> {
            if (process.service() == service) {
                addresses.put(process.name(), URI.create("http://localhost:" + link.port()));
            }
        });
        return addresses;
    }

    /** One of the gateways, as a balancer would choose. */
    public URI anyGateway() {
        List<URI> all = List.copyOf(doors(Service.STREAM_GATEWAY).values());
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** How many services were killed because they said that they are not alive. */
    public int notAlive() {
        return orchestrator.notAlive();
    }

    @Override
    public void close() {
        orchestrator.rest();
        stack.close();
        doors.values().forEach(Link::close);
        inner.forEach(Link::close);
        provider.close();
    }
}
