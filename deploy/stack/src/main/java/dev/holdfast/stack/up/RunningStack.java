package dev.holdfast.stack.up;

import dev.holdfast.stack.OidcProvider;
import dev.holdfast.stack.local.HoldfastStack;
import dev.holdfast.stack.local.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;

/**
 * What a running stack says of itself: to people as a block, to scripts as JSON. Both also lie in
 * the data folder while it runs, where {@code deploy/up}, {@code deploy/down} and {@code
 * deploy/token} find them.
 */
final class RunningStack {
    private final HoldfastStack stack;

    RunningStack(HoldfastStack stack) {
        this.stack = stack;
    }

    static Path jsonFile(Path dataDir) {
        return dataDir.resolve("running.json");
    }

    static Path blockFile(Path dataDir) {
        return dataDir.resolve("running.txt");
    }

    void note(Path dataDir) throws IOException {
        Files.writeString(blockFile(dataDir), block());
        // Last and at once: who finds it may read both.
        Path fresh = dataDir.resolve("running.json.new");
        Files.writeString(fresh, json());
        Files.move(
                fresh,
                jsonFile(dataDir),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    static void forget(Path dataDir) {
        try {
            Files.deleteIfExists(jsonFile(dataDir));
            Files.deleteIfExists(blockFile(dataDir));
        } catch (IOException e) {
            // A stale note names a pid that is gone; its readers look.
        }
    }

    /** Nothing in it needs escaping: addresses, numbers and the names of demo users. */
    String json() {
        return """
        {
          "pid": %d,
          "chatApi": "%s",
          "stream": "%s",
          "workers": [%s],
          "issuer": "%s",
          "tokenEndpoint": "%s/token",
          "clientId": "%s",
          "users": [%s],
          "kafka": "%s",
          "postgres": "%s"
        }
        """
                .formatted(
                        ProcessHandle.current().pid(),
                        stack.apiAddress(),
                        stack.streamAddress(),
                        stack.workers().stream()
                                .map(ServiceProcess::address)
                                .map(address -> "\"" + address + "\"")
                                .collect(Collectors.joining(", ")),
                        stack.oidc().issuer(),
                        stack.oidc().issuer(),
                        OidcProvider.CLIENT_ID,
                        OidcProvider.DEMO_USERS.stream()
                                .map(user -> "\"" + user + "\"")
                                .collect(Collectors.joining(", ")),
                        stack.kafka().bootstrapServers(),
                        stack.postgres().jdbcUrl());
    }

    String block() {
        return """

        Holdfast is up: open %1$s and sign in as alice or bob; no password.

          API        %1$s/api      OpenAPI: %1$s/q/openapi
          Stream     %2$s/stream (WebSocket), %2$s/stream/events (SSE)
          Issuer     %3$s
          Data, logs %4$s

        Or send a message and watch the answer from here:

          TOKEN=$(deploy/token alice)
          uuid7() { t=$(printf %%012x $(($(date +%%s) * 1000))); r=$(od -An -N10 -tx1 /dev/urandom | tr -d ' \\n'); \\
            echo "$t-7$r" | sed -E 's/^(.{8})(.{4})-(.{4})(.{3})(.{12}).*/\\1-\\2-\\3-8\\4-\\5/'; }
          C=$(uuid7)
          curl -sS -X PUT %1$s/api/conversations/$C -H "Authorization: Bearer $TOKEN" --json '{}'
          curl -sS -X PUT %1$s/api/conversations/$C/messages/$(uuid7) -H "Authorization: Bearer $TOKEN" \\
            --json '{"text":"Why is the sky blue?"}'
          curl -sS -N --max-time 20 "%2$s/stream/events?watch=$C" -H "Authorization: Bearer $TOKEN"

        """
                .formatted(
                        stack.apiAddress(),
                        stack.streamAddress(),
                        stack.oidc().issuer(),
                        stack.dataDir());
    }
}
