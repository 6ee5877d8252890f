package dev.holdfast.e2e;

import dev.holdfast.stack.local.HoldfastStack;
import dev.holdfast.stack.local.Service;
import dev.holdfast.stack.local.ServiceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The processes as tests handle them: by the role that they play. */
public final class Processes {
    private final HoldfastStack stack;

    Processes(HoldfastStack stack) {
        this.stack = stack;
    }

    /** What is killed. */
    public enum Victim {
        CHAT_API,
        WORKER,
        GATEWAY,
        BROKER
    }

    public List<ServiceProcess> liveWorkers() {
        return stack.workers().stream().filter(ServiceProcess::isAlive).toList();
    }

    /** The worker of this name, as it calls itself in the log. */
    public ServiceProcess worker(String name) {
        return stack.workers().stream()
                .filter(worker -> worker.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no worker " + name));
    }

    /** Starts or starts again what is missing; returns when they are ready. */
    public void ensureWorkers(int count) {
        for (ServiceProcess worker : stack.workers()) {
            if (liveWorkers().size() < count && !worker.isAlive()) {
                worker.restart();
            }
        }
        while (liveWorkers().size() < count) {
            stack.add(Service.GENERATION_WORKER);
        }
    }

    /** One more, which need not be ready yet. */
    CompletableFuture<ServiceProcess> join() {
        return CompletableFuture.supplyAsync(() -> stack.add(Service.GENERATION_WORKER));
    }

    /** SIGTERM to one of them; completes when it has ended, with whether it did so by itself. */
    static CompletableFuture<Boolean> leave(ServiceProcess worker, Duration patience) {
        return CompletableFuture.supplyAsync(() -> worker.terminate(patience));
    }

    /** The one that people's browsers hold on to. */
    public ServiceProcess gateway() {
        return stack.streamGateway();
    }

    /** A chat-api beside the first, until it is closed. */
    SecondApi secondApi() {
        return new SecondApi(stack.add(Service.CHAT_API));
    }

    /** One more process of a service, with settings of its own. Whoever asks for it ends it. */
    public ServiceProcess beside(Service service, Map<String, String> settings) {
        return stack.add(service, settings);
    }

    /** The same, which need not become ready. */
    ServiceProcess begin(Service service, Map<String, String> settings) {
        return stack.begin(service, settings);
    }

    /** The one that has run for longest. */
    ServiceProcess first(Service service) {
        return stack.all(service).stream().filter(each -> each.isAlive()).findFirst().orElseThrow();
    }

    /** SIGKILL to the first chat-api. */
    void killApi() {
        stack.chatApi().kill();
    }

    void startApi() {
        stack.chatApi().restart();
    }

    void stopIssuer() {
        stack.oidc().kill();
    }

    void startIssuer() {
        stack.oidc().restart();
    }

    record SecondApi(ServiceProcess process) implements AutoCloseable {
        URI address() {
            return process.address();
        }

        @Override
        public void close() {
            process.terminate(Duration.ofSeconds(20));
        }
    }

    /** SIGKILL, and a start as a supervisor would do it. */
    public void killAndRestart(Victim victim) {
        switch (victim) {
            case CHAT_API -> stack.chatApi().restart();
            case WORKER -> liveWorkers().getFirst().restart();
            case GATEWAY -> stack.streamGateway().restart();
            case BROKER -> {
                stack.kafka().kill();
                stack.kafka().restart();
            }
        }
    }
}
