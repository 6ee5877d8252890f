package dev.holdfast.benchmark;

import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import dev.holdfast.played.Wire;
import dev.holdfast.stack.KafkaBroker;
import dev.holdfast.stack.process.Child;
import dev.holdfast.stack.process.FreePorts;
import dev.holdfast.stack.process.JavaCommand;
import dev.holdfast.stack.process.Readiness;
import dev.holdfast.stack.process.Repository;
import dev.holdfast.stack.process.StopSignal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Many streams in one worker, with the provider and the broker in processes of their own: what a
 * token costs the worker, and that streams cost no threads. Requests go straight into the queue;
 * the end of each answer is read from the log. Exits with 1 when an answer did not arrive whole.
 */
public final class WorkerBenchMain {
    private static final int STREAMS = 1_000;
    private static final int TOKENS = 200;

    /** Together as much as is written in a minute, so that all streams are open at once. */
    private static final double TOKENS_PER_SECOND = 5;

    private static final Duration START = Duration.ofMinutes(2);

    private WorkerBenchMain() {}

    /**
     * @param arguments wires by the names of {@link Wire}; default: all
     */
    public static void main(String[] arguments) throws Exception {
        boolean whole = true;
        Path data = Files.createTempDirectory("holdfast-bench");
        try (PlayedProvider provider = PlayedProvider.start();
                KafkaBroker kafka = KafkaBroker.start(data);
                QueueAndLog queue = QueueAndLog.open(kafka.bootstrapServers())) {
            provider.playForModel("warm", Script.load(50, 100));
            provider.playForModel("load", Script.load(TOKENS, TOKENS_PER_SECOND));
            Child worker = worker(data, provider, kafka);
            try {
                for (Wire wire : wires(arguments)) {
                    queue.run(idOf(wire), "warm", 200);
                    WorkerLoad load = new WorkerLoad(queue, ProcessFigures.of(worker.pid()));
                    System.out.printf("%n%s%n", wire);
                    whole &= load.run(idOf(wire), "load", STREAMS, TOKENS);
                }
            } finally {
                worker.stop(StopSignal.TERM, Duration.ofSeconds(30));
            }
        }
        if (!whole) {
            System.out.println("\nNot every answer arrived whole.");
            System.exit(1);
        }
    }

    private static Wire[] wires(String[] arguments) {
        return arguments.length == 0
                ? Wire.values()
                : java.util.Arrays.stream(arguments).map(Wire::valueOf).toArray(Wire[]::new);
    }

    private static String idOf(Wire wire) {
        return wire.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static Child worker(Path data, PlayedProvider provider, KafkaBroker kafka)
            throws Exception {
        StringBuilder providers = new StringBuilder("providers:\n");
        for (Wire wire : Wire.values()) {
            providers
                    .append("  - {id: ")
                    .append(idOf(wire))
                    .append(", title: Played, keyless: true, wire: ")
                    .append(
                            switch (wire) {
                                case CHAT_COMPLETIONS -> "openai-chat";
                                case RESPONSES -> "openai-responses";
                                case ANTHROPIC, GEMINI, MISTRAL -> idOf(wire);
                            })
                    .append(", baseUrl: '")
                    .append(provider.baseUrl(wire))
                    .append("'}\n");
        }
        Path file = Files.writeString(data.resolve("providers.yaml"), providers);
        int port = FreePorts.pick();
        Child worker =
                Child.start(
                        "generation-worker",
                        JavaCommand.withHeap("64m", "512m")
                                .jar(
                                        Repository.find()
                                                .root()
                                                .resolve(
                                                        "generation-worker/target/quarkus-app/quarkus-run.jar")),
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                kafka.bootstrapServers(),
                                "QUARKUS_HTTP_PORT",
                                Integer.toString(port),
                                "HOLDFAST_WORKER_PROVIDERS_FILE",
                                file.toString(),
                                "HOLDFAST_WORKER_CAPACITY",
                                Integer.toString(STREAMS)),
                        data.resolve("worker.log"));
        Readiness.await(
                worker,
                START,
                () ->
                        Readiness.answersOk(
                                URI.create("http://localhost:" + port + "/q/health/ready")));
        return worker;
    }
}
