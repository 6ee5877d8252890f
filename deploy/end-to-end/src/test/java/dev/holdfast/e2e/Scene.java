package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.GenerationView;
import dev.holdfast.client.Ids;
import dev.holdfast.client.Json;
import dev.holdfast.client.SseClient;
import dev.holdfast.client.StreamClient;
import dev.holdfast.client.View;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.ConversationEvent;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.played.Call;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import dev.holdfast.stack.Postgres;
import dev.holdfast.stack.local.HoldfastStack;
import dev.holdfast.stack.local.Service;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The stage of all end-to-end tests: the whole stack, the played provider, and the words in which
 * tests wait for what they expect. Shared by all tests of a run, since it takes seconds to build;
 * each test uses conversations and models of its own.
 */
public final class Scene implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient http = HttpClient.newHttpClient();
    private final PlayedProvider playedProvider;
    private final HoldfastStack stack;
    private final PlayedModels models;
    private final KafkaProbe kafka;
    private final Processes processes;

    private Scene(PlayedProvider playedProvider, HoldfastStack stack) {
        this.playedProvider = playedProvider;
        this.stack = stack;
        this.models = new PlayedModels(playedProvider);
        this.kafka = new KafkaProbe(stack.kafka().bootstrapServers());
        this.processes = new Processes(stack);
    }

    static Scene open() {
        PlayedProvider provider = PlayedProvider.start();
        // Before a worker reads the list: what is not on it is not offered.
        PlayedModels.OFFERED.forEach(
                model -> provider.playForModel(model, Script.answer("Played.")));
        HoldfastStack stack =
                HoldfastStack.builder()
                        .workers(2)
                        .provider(provider.baseUrl(), "sk-played")
                        .environment(
                                Service.GENERATION_WORKER, "HOLDFAST_WORKER_DRAIN_TIMEOUT", "3s")
                        .start();
        return new Scene(provider, stack);
    }

    @Override
    public void close() {
        stack.close();
        playedProvider.close();
    }

    public PlayedModels provider() {
        return models;
    }

    public KafkaProbe kafka() {
        return kafka;
    }

    public Processes processes() {
        return processes;
    }

    /** What chat-api keeps, behind its back. */
    public Connection database() throws SQLException {
        Postgres postgres = stack.postgres();
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    // Who speaks to it

    public ChatApi api(String user) {
        return new ChatApi(http, stack.apiAddress(), () -> stack.token(user));
    }

    /** At another chat-api than the first. */
    ChatApi api(String user, URI address) {
        return new ChatApi(http, address, () -> stack.token(user));
    }

    ChatApi apiWithToken(String token) {
        return new ChatApi(http, stack.apiAddress(), () -> token);
    }

    public URI issuer() {
        return stack.oidc().issuer();
    }

    /** An access token. */
    public String token(String user) {
        return stack.token(user);
    }

    String tokenOf(String user, Duration lifetime) {
        return stack.oidc().token(user, lifetime);
    }

    public StreamClient device(String user, UUID... watch) {
        return device(user, new View(), watch);
    }

    StreamClient device(String user, View view, UUID... watch) {
        return new StreamClient(
                http,
                stack.streamAddress(),
                () -> stack.token(user),
                view,
                List.of(watch),
                _ -> {});
    }

    SseClient sse(String user, UUID... watch) throws Exception {
        SseClient client =
                new SseClient(
                        http,
                        stack.streamAddress(),
                        () -> stack.token(user),
                        new View(),
                        List.of(watch));
        client.connect();
        return client;
    }

    /** The status with which a WebSocket is refused. */
    int handshakeStatus(String token) throws Exception {
        try (StreamClient device =
                new StreamClient(
                        http, stack.streamAddress(), () -> token, new View(), List.of(), _ -> {})) {
            device.connect();
            return 101;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    /** Of the page, as a person types it. */
    public URI apiAddress() {
        return stack.apiAddress();
    }

    public URI streamAddress() {
        return stack.streamAddress();
    }

    /** Where the log stands for this user now, without having read any of it. */
    String presentCursor(String user) throws Exception {
        try (StreamClient passing = device(user)) {
            passing.connect();
            return await().atMost(PATIENCE).until(passing.view()::cursor, cursor -> cursor != null);
        }
    }

    /**
     * Reads from a cursor on with connections that are cut after every n-th frame, until the end of
     * a generation was read. The frame with the welcome does not count.
     */
    void readInPieces(
            String user, UUID conversation, View view, String from, int every, UUID generation) {
        view.load(Json.read("{\"generations\":[],\"cursor\":\"" + from + "\"}"));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ZERO)
                .until(() -> {
                    readFrames(user, conversation, view, every);
                    return view.end(generation).isPresent();
                });
    }

    private void readFrames(String user, UUID conversation, View view, int count) throws Exception {
        AtomicReference<@Nullable StreamClient> device = new AtomicReference<>();
        int[] read = {0};
        StreamClient opened =
                new StreamClient(
                        http,
                        stack.streamAddress(),
                        () -> stack.token(user),
                        view,
                        List.of(conversation),
                        frame -> {
                            StreamClient reading = device.get();
                            if (frame.path("type").asText().equals("events")
                                    && ++read[0] == count
                                    && reading != null) {
                                reading.cut();
                            }
                        });
        device.set(opened);
        try (opened) {
            opened.connect().closed().get(PATIENCE.toMillis() / 10, TimeUnit.MILLISECONDS);
        } catch (TimeoutException endWasRead) {
            // Nothing more came: the last piece had fewer frames.
        }
    }

    // Waiting for what is expected

    GenerationEvent.Ended awaitEnd(StreamClient device, UUID generation) {
        return awaitEnd(device.view(), generation);
    }

    GenerationEvent.Ended awaitEnd(View view, UUID generation) {
        return awaitEnd(view, generation, PATIENCE);
    }

    GenerationEvent.Ended awaitEnd(View view, UUID generation, Duration patience) {
        await("the end of " + generation)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> view.end(generation).isPresent());
        return view.end(generation).orElseThrow();
    }

    void awaitText(StreamClient device, UUID generation, int length) {
        await("text")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () ->
                                device.view()
                                        .generation(generation)
                                        .map(GenerationView::text)
                                        .orElse("")
                                        .length(),
                        found -> found >= length);
    }

    /** A stored message, once it has ended. */
    public JsonNode awaitStored(ChatApi api, UUID conversation, UUID message) {
        return await("stored end of " + message)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(30))
                .ignoreException(UncheckedIOException.class)
                .until(
                        () -> message(api.conversation(conversation).expect(200), message),
                        found ->
                                List.of("completed", "failed", "stopped")
                                        .contains(found.path("status").asText()));
    }

    private static JsonNode message(ApiAnswer answer, UUID id) {
        for (JsonNode message : answer.body().get("messages")) {
            if (message.get("id").asText().equals(id.toString())) {
                return message;
            }
        }
        throw new AssertionError("no message " + id + " in " + answer.body());
    }

    /** The REST state of a conversation whose answer runs and has some text. */
    public JsonNode awaitRunning(ChatApi api, UUID conversation, int length) {
        return await("a running answer")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> api.conversation(conversation).expect(200).body(),
                        state -> contentOf(state.at("/generations/0")).text().length() >= length);
    }

    /** Of a message or a running generation in REST; nothing where there is none. */
    public static Content contentOf(JsonNode messageOrGeneration) {
        return messageOrGeneration.isMissingNode()
                ? Content.EMPTY
                : Json.read(messageOrGeneration.get("content"), Content.class);
    }

    /** What an answer says at its end. */
    static String textOf(GenerationEvent.Ended end) {
        return end.result().content().text();
    }

    void awaitReset(StreamClient device) {
        await("reset").atMost(PATIENCE).until(() -> !device.view().resets().isEmpty());
    }

    /** Until a device has heard that a conversation was made. */
    void awaitSeen(StreamClient device, UUID conversation) {
        await("conversation")
                .atMost(PATIENCE)
                .until(() ->
                        device.view().events().stream()
                                .anyMatch(event ->
                                        event instanceof ConversationEvent
                                                && conversation.equals(event.conversationId())));
    }

    void awaitCalled(String model) {
        await("a call").atMost(PATIENCE).until(() -> !models.calls(model).isEmpty());
    }

    /** What the provider was asked with this prompt, as {@code role: text}. */
    List<String> awaitPrompt(String prompt) {
        return await("a call")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> models.callsWithPrompt(prompt), calls -> !calls.isEmpty())
                .getFirst()
                .messages()
                .stream()
                .map(message -> message.role() + ": " + message.text())
                .toList();
    }

    /** Until the provider has seen every call's connection closed before its script was over. */
    void awaitProviderHungUp(String model) {
        await("the provider's connection closed")
                .atMost(PATIENCE)
                .until(() -> models.calls(model).stream().allMatch(Call::wasLeft));
    }

    void awaitNobodyCalling(String model) {
        await("no call")
                .atMost(PATIENCE)
                .until(() -> models.calls(model).stream().noneMatch(Call::isRunning));
    }

    public static List<GenerationEvent.Started> claims(View view, UUID generation) {
        return view.events().stream()
                .filter(GenerationEvent.Started.class::isInstance)
                .map(GenerationEvent.Started.class::cast)
                .filter(started -> started.generationId().equals(generation))
                .toList();
    }

    public GenerationEvent.Started awaitClaim(StreamClient device, UUID generation, int attempt) {
        await("attempt " + attempt)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        claims(device.view(), generation).stream()
                                .anyMatch(claim -> claim.attempt() == attempt));
        return claims(device.view(), generation).stream()
                .filter(claim -> claim.attempt() == attempt)
                .findFirst()
                .orElseThrow();
    }

    /** Sends as a client does that may be cut off: the same id again until there is an answer. */
    ApiAnswer sendUntilAccepted(ChatApi api, UUID conversation, String model) {
        UUID message = Ids.next();
        return await("accepted")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(UncheckedIOException.class)
                .until(
                        () -> api.send(conversation, message, null, "Go on", "openai", model),
                        answer -> answer.status() == 202);
    }

    /** Until the user may send once more. */
    void awaitRoom(ChatApi api, UUID conversation) {
        await("room for one more")
                .atMost(Duration.ofSeconds(90))
                .ignoreException(UncheckedIOException.class)
                .ignoreException(IllegalStateException.class)
                .until(() ->
                        api.conversation(conversation).expect(200).body().get("generations").size()
                                < 7);
    }

    /** Lets time pass where the instant of the next step is what a test varies. */
    void pause(int millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    static void assertClean(View view) {
        assertThat(view.breaches()).isEmpty();
        assertThat(view.resets()).isEmpty();
    }
}
