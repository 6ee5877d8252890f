package dev.holdfast.stack.local;

import dev.holdfast.stack.KafkaBroker;
import dev.holdfast.stack.OidcProvider;
import dev.holdfast.stack.Postgres;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each service is told by its environment: the whole contract between {@code deploy} and the
 * services.
 *
 * @param origins pages of other addresses that may call, beside chat-api's own
 * @param extra per service, put over the rest
 * @param own per process, put over all of it
 */
record ServiceEnvironment(
        Postgres postgres,
        KafkaBroker kafka,
        OidcProvider oidc,
        StackPorts ports,
        Keysets keysets,
        List<URI> origins,
        Map<Service, Map<String, String>> extra,
        ProcessEnvironment own) {

    Map<String, String> of(Service service, String name, int port) {
        Map<String, String> words = new HashMap<>();
        words.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        words.put("QUARKUS_HTTP_HOST", "localhost");
        words.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        switch (service) {
            case CHAT_API -> {
                signIn(words);
                words.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl());
                words.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl());
                words.put("QUARKUS_DATASOURCE_USERNAME", postgres.username());
                words.put("QUARKUS_DATASOURCE_PASSWORD", postgres.password());
                words.put("HOLDFAST_KEYS_PUBLIC_KEYSET", keysets.publicKeyset().toString());
                words.put("HOLDFAST_STREAM_URL", local(ports.streamGateway()).toString());
            }
            case STREAM_GATEWAY -> signIn(words);
            case GENERATION_WORKER -> {
                words.put("HOLDFAST_KEYS_PRIVATE_KEYSET", keysets.privateKeyset().toString());
                words.put("HOLDFAST_WORKER_ID", name);
                // Seconds that a person waits after Ctrl-C; the rest of the answers goes on with
                // the next start.
                words.put("HOLDFAST_WORKER_DRAIN_TIMEOUT", "3s");
            }
        }
        words.putAll(extra.getOrDefault(service, Map.of()));
        words.putAll(own.of(service, name));
        return words;
    }

    /** The page is served by chat-api, which a person may call by name or by number. */
    private void signIn(Map<String, String> words) {
        words.put("QUARKUS_OIDC_AUTH_SERVER_URL", oidc.issuer().toString());
        words.put(
                "QUARKUS_HTTP_CORS_ORIGINS",
                Stream.concat(
                                Stream.of(
                                        local(ports.chatApi()),
                                        URI.create("http://127.0.0.1:" + ports.chatApi())),
                                origins.stream())
                        .map(URI::toString)
                        .collect(Collectors.joining(",")));
    }

    private static URI local(int port) {
        return URI.create("http://localhost:" + port);
    }
}
