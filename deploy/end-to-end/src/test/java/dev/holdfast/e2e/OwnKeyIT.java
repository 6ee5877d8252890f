package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.StreamClient;
import dev.holdfast.client.View;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.KeyChecked;
import dev.holdfast.contracts.log.Status;
import dev.holdfast.e2e.Traces.Trace;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import dev.holdfast.stack.local.HoldfastStack;
import dev.holdfast.stack.local.Keysets;
import dev.holdfast.stack.local.Service;
import dev.holdfast.stack.local.StackBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's own key on its whole way. With a stack of its own, whose services log as much as they
 * can: what is looked for must have had every chance to be said.
 */
@Timeout(240)
class OwnKeyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir static Path folder;

    @SuppressWarnings("NullAway.Init") // before the first test
    private static PlayedProvider provider;

    @SuppressWarnings("NullAway.Init") // before the first test
    private static HoldfastStack stack;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String user = "user-" + UUID.randomUUID();
    private final String key = "sk-e2e-" + UUID.randomUUID() + "-x9Qz";
    private final ChatApi api = new ChatApi(http, stack.apiAddress(), () -> stack.token(user));

    @BeforeAll
    static void start() throws IOException {
        Path settings =
                Files.writeString(
                        folder.resolve("talkative.properties"),
                        """
                        config_ordinal=500
                        quarkus.log.level=DEBUG
                        quarkus.log.category."dev.holdfast".level=TRACE
                        quarkus.log.category."io.netty".level=DEBUG
                        quarkus.log.category."io.vertx".level=DEBUG
                        quarkus.log.category."org.hibernate".level=DEBUG
                        quarkus.log.category."org.apache.kafka".level=DEBUG
                        """);
        provider = PlayedProvider.start();
        StackBuilder builder =
                HoldfastStack.builder().workers(1).provider(provider.baseUrl(), "sk-of-the-worker");
        for (Service service : Service.values()) {
            builder.environment(service, "QUARKUS_CONFIG_LOCATIONS", settings.toString());
        }
        for (Service service : List.of(Service.CHAT_API, Service.GENERATION_WORKER)) {
            builder.environment(service, "HOLDFAST_KEYS_READ_AGAIN_EVERY", "500ms");
        }
        stack = builder.start();
    }

    @AfterAll
    static void stop() {
        stack.close();
        provider.close();
    }

    @Test
    void isTriedWhenItIsLeftAndWhatComesOfItIsSeenLive() throws Exception {
        // given
        provider.playForList(Script.wrongKey());
        try (StreamClient device = device(new View(), new ConcurrentLinkedQueue<>())) {
            device.connect();

            // when
            leave(key).expect(200);

            // then
            await().atMost(PATIENCE).until(() -> !checks(device.view()).isEmpty());
            assertThat(checks(device.view()).getFirst().outcome())
                    .isEqualTo(KeyChecked.Outcome.REFUSED);
            awaitStatus("refused");

            // when
            provider.playForList();
            api.call("POST", "/api/keys/openai/check", null).expect(202);

            // then
            awaitStatus("works");
        }
    }

    @Test
    void isNowhereInTheClear() throws Exception {
        // given a provider that repeats the key in each way that it has
        String said = "Incorrect API key provided: " + key + ". Find yours in the settings.";
        provider.playForList(Script.refuse(401, "invalid_request_error", key, said));
        provider.playForPrompt("Works?", Script.answer("It does."));
        provider.playForPrompt("Refused?", Script.refuse(401, "invalid_request_error", key, said));
        provider.playForPrompt("Forbidden?", Script.refuse(403, key, key, said));
        provider.playForPrompt("Bad?", Script.refuse(400, "invalid_request_error", key, said));
        provider.playForPrompt("Broken?", Script.refuse(500, "server_error", key, said));
        provider.playForPrompt("Stops?", Script.begin().say("So far").breakOff(key, key, said));
        provider.playForPrompt("Garbage?", Script.begin().raw("data: {" + key + "\n\n"));
        Queue<Trace> heard = new ConcurrentLinkedQueue<>();
        try (StreamClient device = device(new View(), heard)) {
            device.connect();

            // when it is left in the right way and in wrong ones
            hear(heard, leave(key).expect(200));
            hear(heard, put("{\"key\": \"" + key + "\", \"more\": 1}").expect(400));
            hear(heard, put("{\"key\": \"" + key + "\"").expect(400));
            hear(heard, put("\"" + key + "\""));
            hear(heard, put("{\"key\": {\"" + key + "\": 1}}"));
            hear(heard, put("{\"key\": \"" + key + " \"}").expect(422));
            awaitStatus("refused");

            // and used
            List<Status> ends = new ArrayList<>();
            for (String prompt :
                    List.of(
                            "Works?",
                            "Refused?",
                            "Forbidden?",
                            "Bad?",
                            "Broken?",
                            "Stops?",
                            "Garbage?")) {
                ends.add(ask(device, heard, prompt));
            }
            hear(heard, api.call("GET", "/api/keys", null).expect(200));
            hear(heard, api.call("GET", "/api/models", null).expect(200));

            // then it was used
            assertThat(ends).startsWith(Status.COMPLETED).contains(Status.FAILED);
            assertThat(provider.callsWithPrompt("Refused?"))
                    .extracting(call -> call.authorization())
                    .containsOnly(sha256("Bearer " + key));
        }

        // and lies nowhere
        Traces traces = new Traces(stack, http);
        List<Trace> all = new ArrayList<>(heard);
        all.addAll(traces.database());
        all.addAll(traces.topics());
        all.addAll(traces.logs());
        all.addAll(traces.pages());
        assertThat(all)
                .noneSatisfy(trace -> assertThat(new Needle(key).in(trace.what())).isNotEmpty());
        assertEverythingWasLookedAt(all);
    }

    @Test
    void staysUsableWhileTheKeysetsAreRotated() throws Exception {
        // given
        Keysets keysets = Keysets.in(stack.dataDir().resolve("keys"));
        provider.playForList();
        provider.playForPrompt("Still?", Script.answer("Still."));
        Queue<Trace> heard = new ConcurrentLinkedQueue<>();
        try (StreamClient device = device(new View(), heard)) {
            device.connect();
            leave(key).expect(200);
            awaitStatus("works");
            String before = sealedTo();

            // when
            keysets.rotate();

            // then what was sealed before opens
            assertThat(ask(device, heard, "Still?")).isEqualTo(Status.COMPLETED);

            // and what is left now is sealed to the new one, as soon as that is known, and opens
            // too
            await().atMost(PATIENCE)
                    .until(() -> {
                        leave(key).expect(200);
                        return sealedTo().equals(keysets.primaryId());
                    });
            assertThat(sealedTo()).isNotEqualTo(before);
            awaitStatus("works");
            assertThat(ask(device, heard, "Still?")).isEqualTo(Status.COMPLETED);
            assertThat(provider.callsWithPrompt("Still?"))
                    .extracting(call -> call.authorization())
                    .contains(sha256("Bearer " + key));
        }
    }

    /** Each place holds something that must be there, or the search would prove nothing. */
    private void assertEverythingWasLookedAt(List<Trace> all) {
        assertThat(all).anyMatch(trace -> isAt(trace, "table public.provider_key", "x9Qz"));
        assertThat(all).anyMatch(trace -> isAt(trace, "topic generation-requests ", user));
        assertThat(all).anyMatch(trace -> isAt(trace, "topic conversation-events ", "So far"));
        assertThat(all).anyMatch(trace -> isAt(trace, "answer", "x9Qz"));
        assertThat(all).anyMatch(trace -> isAt(trace, "frame", "provider-key-refused"));
        assertThat(all).anyMatch(trace -> isAt(trace, "page", "holdfast_provider_calls_total"));
        for (String service : List.of("chat-api", "generation-worker", "stream-gateway")) {
            assertThat(all).anyMatch(trace -> isAt(trace, "log logs/" + service, "DEBUG"));
        }
    }

    private static boolean isAt(Trace trace, String where, String what) {
        return trace.where().startsWith(where) && trace.what().contains(what);
    }

    /**
     * @return how it ended
     */
    private Status ask(StreamClient device, Queue<Trace> heard, String prompt) {
        UUID conversation = api.newConversation();
        ApiAnswer sent = api.send(conversation, prompt, "openai", "played").expect(202);
        hear(heard, sent);
        UUID generation = sent.generationId();
        await("the end of " + prompt)
                .atMost(PATIENCE)
                .until(() -> device.view().end(generation).isPresent());
        await().atMost(PATIENCE)
                .until(() ->
                        api.conversation(conversation)
                                .expect(200)
                                .body()
                                .get("generations")
                                .isEmpty());
        hear(heard, api.conversation(conversation).expect(200));
        GenerationEvent.Ended end = device.view().end(generation).orElseThrow();
        return end.status();
    }

    private ApiAnswer leave(String left) {
        return put("{\"key\": \"" + left + "\"}");
    }

    private ApiAnswer put(String body) {
        return api.call("PUT", "/api/keys/openai", body);
    }

    private void awaitStatus(String status) {
        await("the key's status " + status)
                .atMost(PATIENCE)
                .until(
                        () ->
                                api.call("GET", "/api/keys", null)
                                        .expect(200)
                                        .body()
                                        .at("/keys/0/status")
                                        .asText(),
                        status::equals);
    }

    /** The id of the key that this user's is sealed to, see deploy/README.md. */
    private String sealedTo() {
        try {
            return new Traces(stack, http)
                    .database().stream()
                            .filter(trace -> trace.where().equals("table public.provider_key"))
                            .map(Trace::what)
                            .filter(row -> row.contains(user))
                            .map(row -> row.replaceFirst("(?s).*\\\\x01(\\p{XDigit}{8}).*", "$1"))
                            .findFirst()
                            .orElseThrow();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private StreamClient device(View view, Queue<Trace> heard) {
        return new StreamClient(
                http,
                stack.streamAddress(),
                () -> stack.token(user),
                view,
                List.of(),
                (JsonNode frame) -> heard.add(new Trace("frame", frame.toString())));
    }

    private static void hear(Queue<Trace> heard, ApiAnswer answer) {
        heard.add(new Trace("answer", answer.headers().map() + " " + answer.body()));
    }

    private static List<KeyChecked> checks(View view) {
        return view.events().stream()
                .filter(KeyChecked.class::isInstance)
                .map(KeyChecked.class::cast)
                .toList();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException everyJdkHasIt) {
            throw new UncheckedIOException(new IOException(everyJdkHasIt));
        }
    }
}
