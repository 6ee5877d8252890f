package dev.holdfast.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.StreamClient;
import dev.holdfast.client.View;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.stack.local.HoldfastStack;
import dev.holdfast.stack.local.ServiceProcess;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The stack and the played provider, warm, with users that have their tokens already. */
final class Stage implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final PlayedProvider provider = PlayedProvider.start();
    private final HoldfastStack stack;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    Stage() {
        this(1);
    }

    Stage(int workers) {
        stack =
                HoldfastStack.builder()
                        .workers(workers)
                        .provider(provider.baseUrl(), "sk-bench")
                        .start();
    }

    HoldfastStack stack() {
        return stack;
    }

    PlayedProvider provider() {
        return provider;
    }

    ChatApi api(String user) {
        return new ChatApi(http, stack.apiAddress(), () -> tokenOf(user));
    }

    StreamClient device(String user, UUID conversation, View view, Consumer<JsonNode> onFrame) {
        return new StreamClient(
                http,
                stack.streamAddress(),
                () -> tokenOf(user),
                view,
                List.of(conversation),
                onFrame);
    }

    private String tokenOf(String user) {
        return tokens.computeIfAbsent(user, stack::token);
    }

    /** Every process with its name, the engines included. */
    Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (ServiceProcess process : stack.processes()) {
            pids.put(process.name(), process.pid());
        }
        pids.put("kafka", stack.kafka().pid());
        pids.put("postgres", stack.postgres().pid());
        pids.put("oidc-provider", stack.oidc().pid());
        return pids;
    }

    @Override
    public void close() {
        stack.close();
        provider.close();
    }
}
