package dev.holdfast.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Health;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.control.ControlNotice;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.fold.Answer;
import dev.holdfast.contracts.fold.Ruling;
import dev.holdfast.contracts.fold.Standing;
import dev.holdfast.contracts.log.ConversationTitled;
import dev.holdfast.contracts.log.EndpointChecked;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.GenerationEvent.End;
import dev.holdfast.contracts.log.GenerationEvent.Ended;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import dev.holdfast.contracts.log.GenerationEvent.Started;
import dev.holdfast.contracts.log.KeyChecked;
import dev.holdfast.contracts.log.LogEvent;
import dev.holdfast.contracts.log.ModelRef;
import dev.holdfast.contracts.log.Result;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.log.TitledBy;
import dev.holdfast.contracts.request.EndpointCheckRequested;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.KeyCheckRequested;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.contracts.request.TitleRequested;
import dev.holdfast.contracts.wire.Headers;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.played.Call;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import dev.holdfast.played.Wire;
import dev.holdfast.worker.keys.SealingForTests;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker's jar against a real broker and a played provider. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class WorkerIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String FAST = "holdfast-demo-fast";
    private static final String NORMAL = "holdfast-demo";

    @TempDir static Path data;

    private static Broker broker;
    private static PlayedProvider played;
    private final List<WorkerProcess> workers = new ArrayList<>();

    @BeforeAll
    static void startSurroundings() {
        broker = Broker.start(data);
        played = PlayedProvider.start();
    }

    @AfterAll
    static void stopSurroundings() {
        played.close();
        broker.close();
    }

    @AfterEach
    void stopWorkers() {
        workers.forEach(WorkerProcess::kill);
    }

    @Test
    void writesADemoAnswerToTheLog() {
        // given
        WorkerProcess worker = worker("one");

        // when
        GenerationRequested request = ask(FAST, "How do tides work?");

        // then
        List<GenerationEvent.OfRun> events = awaitEnd(request);
        assertThat(events.getFirst())
                .isInstanceOfSatisfying(
                        Started.class,
                        started -> {
                            assertThat(started.worker()).isEqualTo(worker.id());
                            assertThat(started.keeps()).isEqualTo(Mark.NONE);
                        });
        Content content = completed(events);
        assertThat(content.text()).contains("tides work").startsWith(textOf(events));
        assertThat(content.parts()).extracting(Part::type).containsExactly("reasoning", "text");
        assertThat(reasoningOf(content)).isNotBlank();
        assertThat(htmlOf(content)).isNotEmpty();
        var first =
                broker.recordsOf(Topic.CONVERSATION_EVENTS).stream()
                        .filter(each ->
                                new String(each.value(), StandardCharsets.UTF_8)
                                        .contains(request.generationId().toString()))
                        .findFirst()
                        .orElseThrow();
        assertThat(new String(first.key(), StandardCharsets.UTF_8)).isEqualTo(request.owner());
        assertThat(header(first.headers().lastHeader(Headers.TRACEPARENT)))
                .isEqualTo("00-trace-span-01");
        assertThat(header(first.headers().lastHeader(Headers.SOURCE)))
                .isEqualTo("/generation-worker/one");
        assertThat(header(first.headers().lastHeader(Headers.TYPE))).isEqualTo(Started.TYPE);
        assertThat(worker.metrics()).contains("holdfast_runs_total{outcome=\"completed\"} 1.0");
    }

    @Test
    void streamsFromACompatibleProvider() {
        // given
        played.playForPrompt(
                "Played?", Script.begin().reason("thinking").say("Hello *there*", 2, 100).finish());
        worker("one");

        // when
        GenerationRequested request = ask(new ModelRef("openai", "m"), "Played?");

        // then
        List<GenerationEvent.OfRun> events = awaitEnd(request);
        assertThat(completed(events).parts())
                .containsExactly(
                        new Part.Reasoning("thinking", null),
                        new Part.Text(
                                "Hello *there*",
                                List.of("<p dir=\"auto\">Hello <em>there</em></p>\n")));
        Result result = ((Ended) events.getLast()).result();
        assertThat(result.usage()).isNotNull();
        assertThat(result.timing()).isNotNull();
    }

    @Test
    void callsWithTheUsersKeyAndTellsItToNobodyElse() throws Exception {
        // given
        HybridConfig.register();
        KeysetHandle keyset =
                KeysetHandle.generateNew(
                        HpkeParameters.builder()
                                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                                .setAeadId(HpkeParameters.AeadId.AES_128_GCM)
                                .setVariant(HpkeParameters.Variant.TINK)
                                .build(),
                        RegistryConfiguration.get());
        Path file =
                Files.writeString(
                        data.resolve("private.json"),
                        TinkJsonProtoKeysetFormat.serializeKeyset(
                                keyset,
                                RegistryConfiguration.get(),
                                InsecureSecretKeyAccess.get()));
        WorkerProcess worker =
                worker(
                        "keys",
                        Map.of(
                                "HOLDFAST_KEYS_PRIVATE_KEYSET",
                                file.toString(),
                                "OPENAI_API_KEY",
                                "sk-of-the-worker"));
        played.playForPrompt("A secret prompt", Script.answer("A secret answer"));
        GenerationRequested plain = request(new ModelRef("openai", "m"), "A secret prompt");

        // when
        broker.ask(withKey(plain, seal(keyset, "alice")));
        GenerationRequested stolen = request(new ModelRef("openai", "m"), "A secret prompt");
        broker.ask(withKey(stolen, seal(keyset, "bob")));

        // then
        assertThat(completed(awaitEnd(plain)).text()).isEqualTo("A secret answer");
        assertThat(failed(awaitEnd(stolen))).isEqualTo("key-unreadable");
        assertThat(played.callsWithPrompt("A secret prompt"))
                .singleElement()
                .extracting(Call::authorization)
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(
                                        MessageDigest.getInstance("SHA-256")
                                                .digest(bytes("Bearer sk-of-alice"))));
        assertThat(worker.log())
                .contains(plain.generationId().toString())
                .doesNotContain("sk-of", "secret prompt", "secret answer");
    }

    @Test
    void triesAKeyAndSaysWhatCameOfIt() throws Exception {
        // given
        SealingForTests sealing = SealingForTests.in(Files.createTempDirectory(data, "keyset"));
        WorkerProcess worker =
                worker(
                        "tries",
                        Map.of("HOLDFAST_KEYS_PRIVATE_KEYSET", sealing.privateKeyset().toString()));

        // when
        SealedKey demo = sealing.seal("sk-any-will-do", "alice-tries", "demo", 7);
        SealedKey ofBob = sealing.seal("sk-of-bob", "bob", "openai", 8);
        broker.ask(new KeyCheckRequested("alice-tries", demo, Instant.now()));
        broker.ask(new KeyCheckRequested("alice-tries", ofBob, Instant.now()));

        // then
        await().atMost(SOON).until(() -> checked("alice-tries").size() == 2);
        assertThat(checked("alice-tries"))
                .extracting(KeyChecked::provider, KeyChecked::version, KeyChecked::outcome)
                .containsExactlyInAnyOrder(
                        tuple("demo", 7, KeyChecked.Outcome.WORKS),
                        tuple("openai", 8, KeyChecked.Outcome.REFUSED));
        assertThat(worker.log()).doesNotContain("sk-");
        assertThat(worker.metrics()).contains("holdfast_key_checks_total{outcome=\"works\"} 1.0");
    }

    @Test
    void callsAUsersEndpointWithTheKeyThatWasLeftForIt() throws Exception {
        // given
        SealingForTests sealing = SealingForTests.in(Files.createTempDirectory(data, "endpoint"));
        URI address = played.baseUrl(Wire.CHAT_COMPLETIONS);
        UserEndpoint home = new UserEndpoint("custom:home", "At home", address.toString());
        WorkerProcess worker =
                worker(
                        "endpoints",
                        Map.of(
                                "HOLDFAST_KEYS_PRIVATE_KEYSET",
                                sealing.privateKeyset().toString(),
                                "HOLDFAST_ENDPOINTS_ALLOWED",
                                "true",
                                "HOLDFAST_ENDPOINTS_ALLOWED_HOSTS",
                                address.getHost() + ":" + address.getPort()));
        SealedKey key = sealing.sealFor("sk-of-home", "alice", home, 4);
        played.playForPrompt("At home?", Script.answer("Here."));

        // when
        GenerationRequested answered = atEndpoint("At home?", home, key);
        GenerationRequested moved =
                atEndpoint(
                        "At home?",
                        new UserEndpoint("custom:home", "At home", address + "/elsewhere"),
                        key);
        GenerationRequested metadata =
                atEndpoint(
                        "At home?",
                        new UserEndpoint("custom:home", "Meta", "https://169.254.169.254/v1"),
                        null);
        GenerationRequested deleted = atEndpoint("At home?", null, null);
        broker.ask(
                new EndpointCheckRequested(
                        "alice-endpoints",
                        home,
                        9,
                        List.of(),
                        sealing.sealFor("sk-of-home", "alice-endpoints", home, 8),
                        Instant.now()));

        // then
        assertThat(completed(awaitEnd(answered)).text()).isEqualTo("Here.");
        assertThat(slugOf(moved)).isEqualTo("key-unreadable");
        assertThat(slugOf(metadata)).isEqualTo("endpoint-address-refused");
        assertThat(slugOf(deleted)).isEqualTo("endpoint-not-found");
        assertThat(played.callsWithPrompt("At home?"))
                .singleElement()
                .extracting(Call::authorization)
                .isEqualTo(sha256("Bearer sk-of-home"));
        await().atMost(SOON).until(() -> !endpointsChecked("alice-endpoints").isEmpty());
        assertThat(endpointsChecked("alice-endpoints"))
                .singleElement()
                .satisfies(checked -> {
                    assertThat(checked.provider()).isEqualTo("custom:home");
                    assertThat(checked.version()).isEqualTo(9);
                    assertThat(checked.outcome()).isEqualTo(KeyChecked.Outcome.WORKS);
                    assertThat(checked.models()).isNotEmpty();
                });
        assertThat(worker.metrics()).contains("provider=\"custom\"").doesNotContain("custom:home");
        assertThat(worker.log()).doesNotContain("sk-of");
    }

    @Test
    void callsNoUsersEndpointUnlessItIsAllowed() {
        // given
        worker("no-endpoints");
        URI address = played.baseUrl(Wire.CHAT_COMPLETIONS);
        played.playForPrompt("Not allowed?", Script.answer("Here."));

        // when
        GenerationRequested request =
                atEndpoint(
                        "Not allowed?",
                        new UserEndpoint("custom:home", "At home", address.toString()),
                        null);

        // then
        assertThat(slugOf(request)).isEqualTo("endpoints-not-allowed");
        assertThat(played.callsWithPrompt("Not allowed?")).isEmpty();
    }

    private static GenerationRequested atEndpoint(
            String prompt, @Nullable UserEndpoint endpoint, @Nullable SealedKey key) {
        GenerationRequested plain = request(new ModelRef("custom:home", "m"), prompt);
        GenerationRequested request =
                new GenerationRequested(
                        plain.generationId(),
                        plain.conversationId(),
                        plain.messageId(),
                        "alice",
                        1,
                        plain.model(),
                        plain.options(),
                        plain.messages(),
                        Content.EMPTY,
                        key,
                        endpoint,
                        null,
                        plain.requestedAt());
        broker.ask(request);
        return request;
    }

    private String slugOf(GenerationRequested request) {
        return failed(awaitEnd(request));
    }

    private static List<EndpointChecked> endpointsChecked(String user) {
        return broker.recordsOf(Topic.CONVERSATION_EVENTS).stream()
                .filter(each -> user.equals(new String(each.key(), StandardCharsets.UTF_8)))
                .map(each -> (EndpointChecked) broker.read(each.value(), LogEvent.class))
                .toList();
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
    }

    @Test
    void writesATitleWithTheSmallModelThatIsNamed() throws Exception {
        // given
        Path file =
                Files.writeString(
                        data.resolve("titles.yaml"),
                        """
                        providers:
                          - id: mine
                            title: Mine
                            wire: openai-chat
                            baseUrl: %s
                            keyless: true
                            titleModel: small
                        """
                                .formatted(played.baseUrl()));
        worker("titles", Map.of("HOLDFAST_WORKER_PROVIDERS_FILE", file.toString()));
        played.playForModel("small", Script.answer("Bread without yeast"));

        // when
        broker.ask(title("alice-titles", "mine"));
        broker.ask(title("alice-titles", "demo"));

        // then
        await().atMost(SOON).until(() -> titled("alice-titles").size() == 2);
        assertThat(titled("alice-titles"))
                .extracting(ConversationTitled::title, ConversationTitled::titledBy)
                .containsExactlyInAnyOrder(
                        tuple("Bread without yeast", TitledBy.MODEL),
                        tuple("How do I bake bread?", TitledBy.FIRST_WORDS));
    }

    private static TitleRequested title(String user, String provider) {
        return new TitleRequested(
                UUID.randomUUID(),
                user,
                new ModelRef(provider, "large"),
                "How do I bake bread?",
                "Use soda.",
                null,
                null,
                Instant.now());
    }

    private static List<ConversationTitled> titled(String user) {
        return broker.recordsOf(Topic.CONVERSATION_EVENTS).stream()
                .filter(each -> user.equals(new String(each.key(), StandardCharsets.UTF_8)))
                .map(each -> (ConversationTitled) broker.read(each.value(), LogEvent.class))
                .toList();
    }

    @Test
    void givesWorkOfALaterVersionBackAndPutsItAsideInTheEnd() {
        // given
        worker("later");

        // when
        broker.send(
                Topic.GENERATION_REQUESTS,
                "later",
                bytes("{\"type\":\"generation.dreamt\",\"of\":\"sheep\"}"));

        // then
        await().atMost(SOON)
                .until(() ->
                        broker.recordsOf(Topic.GENERATION_REQUESTS_DEAD).stream()
                                .anyMatch(letter ->
                                        "later"
                                                        .equals(
                                                                new String(
                                                                        letter.key(),
                                                                        StandardCharsets.UTF_8))
                                                && header(
                                                                letter.headers()
                                                                        .lastHeader(
                                                                                Headers
                                                                                        .DEAD_LETTER_REASON))
                                                        .equals("unknown-record")));
        GenerationRequested next = ask(FAST, "And then?");
        assertThat(endOf(awaitEnd(next))).isEqualTo(End.COMPLETED);
    }

    private static List<KeyChecked> checked(String user) {
        return broker.recordsOf(Topic.CONVERSATION_EVENTS).stream()
                .filter(each -> user.equals(new String(each.key(), StandardCharsets.UTF_8)))
                .map(each -> (KeyChecked) broker.read(each.value(), LogEvent.class))
                .toList();
    }

    private static SealedKey seal(KeysetHandle keyset, String user)
            throws GeneralSecurityException {
        return SealedKey.of(
                "openai",
                1,
                keyset.getPublicKeysetHandle()
                        .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
                        .encrypt(bytes("sk-of-alice"), SealedKey.context(user, "openai", 1)));
    }

    private static GenerationRequested withKey(GenerationRequested request, SealedKey key) {
        return new GenerationRequested(
                request.generationId(),
                request.conversationId(),
                request.messageId(),
                request.owner(),
                request.attempt(),
                request.model(),
                request.options(),
                request.messages(),
                request.soFar(),
                key,
                request.endpoint(),
                request.known(),
                request.requestedAt());
    }

    @Test
    void advertisesWhatItServes() {
        // when
        worker("one");

        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(broker.recordsOf(Topic.MODEL_CATALOG))
                                .extracting(each ->
                                        broker.read(each.value(), ProviderAdvertised.class)
                                                .provider())
                                .contains("demo", "openai"));
    }

    @Test
    void saysThatItServesNothingBeforeItGoes() {
        // given
        WorkerProcess worker = worker("leaving");
        await().atMost(SOON).until(() -> lastWordOnDemoOf("leaving"), Health.UP::equals);

        // when
        worker.terminate();

        // then
        await().atMost(SOON).until(() -> lastWordOnDemoOf("leaving"), Health.DOWN::equals);
    }

    /** Null before the first. */
    private static @Nullable Health lastWordOnDemoOf(String worker) {
        return broker.recordsOf(Topic.MODEL_CATALOG).stream()
                .filter(each -> new String(each.key(), StandardCharsets.UTF_8).equals("demo"))
                .map(each -> broker.read(each.value(), ProviderAdvertised.class))
                .filter(word -> word.worker().equals(worker))
                .map(ProviderAdvertised::health)
                .reduce((_, last) -> last)
                .orElse(null);
    }

    @Test
    void offersTheModelsOfTheOperatorsFileAndOfTheProvidersList() throws Exception {
        // given
        played.playForModel("listed-there", Script.answer("x"));
        Path file =
                Files.writeString(
                        data.resolve("providers.yaml"),
                        """
                        providers:
                          - id: mine
                            title: Mine
                            wire: anthropic
                            baseUrl: %s
                            keyless: true
                            list: true
                            models:
                              - name: written-here
                                contextTokens: 1000
                                options: [maxTokens]
                        """
                                .formatted(played.baseUrl(Wire.ANTHROPIC)));

        // when
        worker("filed", Map.of("HOLDFAST_WORKER_PROVIDERS_FILE", file.toString()));

        // then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(broker.recordsOf(Topic.MODEL_CATALOG))
                                .filteredOn(each ->
                                        new String(each.key(), StandardCharsets.UTF_8)
                                                .equals("mine"))
                                .last()
                                .satisfies(each ->
                                        assertThat(
                                                        broker.read(
                                                                        each.value(),
                                                                        ProviderAdvertised.class)
                                                                .models())
                                                .extracting(ModelOffer::name)
                                                .startsWith("written-here")
                                                .contains("listed-there")));
    }

    @Test
    void doesNotStartWithAWrongFileOfProviders() throws Exception {
        // given
        Path file =
                Files.writeString(
                        data.resolve("wrong.yaml"),
                        "providers:\n  - {id: x, title: X, wire: gemini, keyFrom: sk-secret}\n");

        // when
        WorkerProcess worker =
                WorkerProcess.launch(
                        "wrong",
                        broker.bootstrapServers(),
                        Map.of("HOLDFAST_WORKER_PROVIDERS_FILE", file.toString()));
        workers.add(worker);

        // then
        await().atMost(SOON).until(() -> !worker.isAlive());
        assertThat(worker.log())
                .contains("wrong.yaml: provider 'x': 'baseUrl' or 'baseUrlFrom' is missing")
                .doesNotContain("sk-secret")
                .doesNotContain("\tat ");
    }

    @Test
    void goesOnFromTheTextSoFarWhereTheVendorCan() {
        // given
        played.playForPrompt("Mistral?", Script.answer(" blows."));
        played.playForPrompt("Gemini?", Script.answer("The wind blew."));
        worker(
                "one",
                Map.of(
                        "MISTRAL_BASE_URL",
                        played.baseUrl(Wire.MISTRAL).toString(),
                        "GEMINI_BASE_URL",
                        played.baseUrl(Wire.GEMINI).toString()));
        GenerationRequested goesOn =
                NextAttempt.of(
                        request(new ModelRef("mistral", "mistral-small-latest"), "Mistral?"),
                        Content.ofText("The wind"),
                        null,
                        Instant.now());
        GenerationRequested asked =
                NextAttempt.of(
                        request(new ModelRef("gemini", "gemini-2.5-flash"), "Gemini?"),
                        Content.ofText("The wind"),
                        null,
                        Instant.now());

        // when
        broker.ask(goesOn);
        broker.ask(asked);

        // then
        List<GenerationEvent.OfRun> continued = awaitEnd(goesOn);
        assertThat(((Started) continued.getFirst()).keeps())
                .isEqualTo(new Mark(1, "The wind".length()));
        assertThat(completed(continued).text()).isEqualTo("The wind blows.");
        List<GenerationEvent.OfRun> wentOn = awaitEnd(asked);
        assertThat(((Started) wentOn.getFirst()).keeps())
                .isEqualTo(new Mark(1, "The wind".length()));
        assertThat(completed(wentOn).text()).isEqualTo("The wind blew.");
    }

    @Test
    void putsAnUnreadableRequestAsideAndGoesOn() {
        // given
        worker("one");
        int before = broker.recordsOf(Topic.GENERATION_REQUESTS_DEAD).size();

        // when
        broker.send(Topic.GENERATION_REQUESTS, "k1", bytes("{\"broken"));
        broker.send(Topic.GENERATION_REQUESTS, "k1", bytes("{\"attempt\":1}"));
        broker.send(Topic.GENERATION_REQUESTS, "k1", bytes("[]"));
        GenerationRequested request = ask(FAST, "And now?");

        // then
        awaitEnd(request);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(broker.recordsOf(Topic.GENERATION_REQUESTS_DEAD))
                                .hasSize(before + 3)
                                .last()
                                .satisfies(each -> {
                                    assertThat(each.value()).isEqualTo(bytes("[]"));
                                    assertThat(each.key()).isEqualTo(bytes("k1"));
                                    assertThat(
                                                    header(
                                                            each.headers()
                                                                    .lastHeader(
                                                                            Headers
                                                                                    .DEAD_LETTER_REASON)))
                                            .isEqualTo("unreadable-record");
                                }));
    }

    @Test
    void runsARequestThatComesTwiceOnce() {
        // given
        worker("one");
        GenerationRequested request = ask(FAST, "Twice?");

        // when
        broker.ask(request);
        broker.ask(request);
        awaitEnd(ask(FAST, "After it?"));

        // then
        assertThat(broker.eventsOf(request.generationId()))
                .filteredOn(event -> event instanceof Started)
                .hasSize(1);
    }

    @Test
    void failsARequestForAProviderThatItDoesNotServe() {
        // given
        worker("one");

        // when
        GenerationRequested request = ask(new ModelRef("nobody", "m"), "Anyone?");

        // then
        assertThat(failed(awaitEnd(request))).isEqualTo("provider-not-served");
    }

    @Test
    void stopsBeforeTheFirstWordAndClosesTheConnection() {
        // given
        played.playForPrompt("Silent?", Script.begin().open().silence());
        worker("one");
        GenerationRequested request = ask(new ModelRef("openai", "m"), "Silent?");
        await().atMost(SOON).until(() -> !played.callsWithPrompt("Silent?").isEmpty());

        // when
        broker.tell(new ControlNotice.StopRequested(request.generationId(), Instant.now()));
        broker.tell(new ControlNotice.StopRequested(request.generationId(), Instant.now()));

        // then
        assertThat(endOf(awaitEnd(request))).isEqualTo(End.STOPPED);
        await().atMost(SOON).until(() -> played.callsWithPrompt("Silent?").getFirst().wasLeft());
    }

    @Test
    void stopsInTheMiddleAndKeepsTheText() {
        // given
        worker("one");
        GenerationRequested request = ask("holdfast-demo-long", "A long one?");
        awaitText(request);

        // when
        broker.tell(new ControlNotice.StopRequested(request.generationId(), Instant.now()));

        // then
        List<GenerationEvent.OfRun> events = awaitEnd(request);
        assertThat(endOf(events)).isEqualTo(End.STOPPED);
        Result result = ((Ended) events.getLast()).result();
        assertThat(result.content().text()).isNotEmpty().startsWith(textOf(events));
        assertThat(result.usage()).as("it has cost something").isNotNull();
        assertThat(result.timing()).isNotNull();
    }

    @Test
    void abortsARunThatLost() {
        // given
        played.playForPrompt("Lost?", Script.begin().say("word ".repeat(2000), 5, 50).finish());
        worker("one");
        GenerationRequested request = ask(new ModelRef("openai", "m"), "Lost?");
        awaitText(request);
        String run = broker.eventsOf(request.generationId()).getFirst().run();

        // when
        broker.tell(new ControlNotice.RunSuperseded(request.generationId(), 1, run, Instant.now()));

        // then
        await().atMost(SOON).until(() -> played.callsWithPrompt("Lost?").getFirst().wasLeft());
        awaitEnd(ask(FAST, "Somebody else?"));
        assertThat(broker.eventsOf(request.generationId()))
                .noneMatch(event -> event instanceof Ended);
    }

    @Test
    void saysEachSecondThatASilentProviderIsAtWork() {
        // given
        played.playForPrompt(
                "Slow?", Script.begin().open().pause(Duration.ofMillis(4500)).say("x").finish());
        worker("one");

        // when
        GenerationRequested request = ask(new ModelRef("openai", "m"), "Slow?");

        // then
        List<Instant> alive =
                awaitEnd(request).stream()
                        .filter(event -> event instanceof GenerationEvent.Alive)
                        .map(GenerationEvent.OfRun::at)
                        .toList();
        assertThat(alive).hasSizeGreaterThanOrEqualTo(3);
        Duration whole = Duration.between(alive.getFirst(), alive.getLast());
        assertThat(whole.plusMillis(500)).isGreaterThan(Duration.ofSeconds(alive.size() - 1L));
    }

    @Test
    void letsAnswersFinishAndHandsOverTheOthersWhenItIsTerminated() {
        // given
        WorkerProcess leaving = worker("leaving", Map.of("HOLDFAST_WORKER_DRAIN_TIMEOUT", "2s"));
        played.playForModel("brief", Script.begin().say("word ".repeat(20), 5, 20).finish());
        GenerationRequested brief = ask(new ModelRef("openai", "brief"), "Brief?");
        GenerationRequested lasting = ask("holdfast-demo-long", "Lasting?");
        awaitText(lasting);
        WorkerProcess staying = worker("staying");

        // when
        leaving.terminate();

        // then
        assertThat(endOf(awaitEnd(brief))).isEqualTo(End.COMPLETED);
        await().atMost(SOON).until(() -> !leaving.isAlive());
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(broker.eventsOf(lasting.generationId()).getLast())
                                .isInstanceOf(GenerationEvent.Released.class));
        List<GenerationEvent.OfRun> before = broker.eventsOf(lasting.generationId());

        // when chat-api asks for the next attempt
        broker.ask(NextAttempt.of(lasting, contentOf(before), null, Instant.now()));

        // then
        await().atMost(SOON)
                .until(() ->
                        broker.eventsOf(lasting.generationId()).stream()
                                .anyMatch(event -> event.attempt() == 2));
        List<GenerationEvent.OfRun> events = broker.eventsOf(lasting.generationId());
        Started second =
                events.stream()
                        .filter(event -> event.attempt() == 2)
                        .map(event -> (Started) event)
                        .findFirst()
                        .orElseThrow();
        Content first = contentOf(events.stream().filter(event -> event.attempt() == 1).toList());
        assertThat(second.worker()).isEqualTo(staying.id());
        assertThat(second.keeps()).isEqualTo(first.keepable()).isNotEqualTo(Mark.NONE);
        assertThat(leaving.log()).contains("handing over").contains("drained");
    }

    @Test
    void goesOnAfterAKilledWorkerHadARequest() {
        // given
        WorkerProcess killed = worker("killed");
        GenerationRequested running = ask("holdfast-demo-long", "Cut off?");
        awaitText(running);

        // when
        killed.kill();
        List<GenerationRequested> waiting =
                IntStream.range(0, 5).mapToObj(i -> ask(FAST, "Waiting " + i)).toList();
        Content soFar = contentOf(broker.eventsOf(running.generationId()));
        worker("next");
        broker.ask(NextAttempt.of(running, soFar, null, Instant.now()));

        // then
        waiting.forEach(this::awaitEnd);
        assertThat(broker.eventsOf(running.generationId()))
                .filteredOn(event -> event instanceof Started && event.attempt() == 1)
                .hasSize(1);
        await().atMost(SOON)
                .until(() ->
                        broker.eventsOf(running.generationId()).stream()
                                .anyMatch(event ->
                                        event instanceof Started started
                                                && started.attempt() == 2
                                                && started.keeps().equals(soFar.keepable())));
    }

    @Test
    void takesOverExactlyWhereADemoAnswerWasCutOff() {
        // given
        worker("one");
        GenerationRequested whole = ask(FAST, "Cut me anywhere");
        Content uncut = completed(awaitEnd(whole));
        int half = uncut.text().length() / 2;

        // when
        GenerationRequested cut = request(new ModelRef("demo", FAST), "Cut me anywhere");
        Content soFar = uncut.upTo(new Mark(2, half));
        broker.ask(NextAttempt.of(cut, soFar, null, Instant.now()));

        // then
        List<GenerationEvent.OfRun> events = awaitEnd(cut);
        assertThat(completed(events)).isEqualTo(uncut);
        assertThat(((Started) events.getFirst()).keeps()).isEqualTo(new Mark(2, half));
        assertThat(events)
                .filteredOn(Progressed.class::isInstance)
                .flatExtracting(event -> ((Progressed) event).pieces())
                .as("what it thinks anew is not told")
                .extracting(Piece::type)
                .containsOnly("text");
        Piece.Text first =
                events.stream()
                        .filter(event -> event instanceof Progressed)
                        .map(event -> (Piece.Text) ((Progressed) event).pieces().getFirst())
                        .findFirst()
                        .orElseThrow();
        assertThat(first.start()).isEqualTo(new Mark(2, half));
        assertThat(first.html()).isNotEmpty();
    }

    @Test
    void threeWorkersShareALoadAndRunNothingTwice() {
        // given
        Map<String, String> four = Map.of("HOLDFAST_WORKER_CAPACITY", "4");
        worker("a", four);
        worker("b", four);

        // when
        List<GenerationRequested> load = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            load.add(ask(NORMAL, "Load " + i));
        }
        worker("c", four);
        // It joins the queue's group some seconds after it is ready.
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> {
                    load.add(ask(FAST, "Load " + load.size()));
                    return load.stream().anyMatch(each -> isClaimedBy("c", each));
                });

        // then
        Set<String> by = new HashSet<>();
        for (GenerationRequested request : load) {
            List<GenerationEvent.OfRun> events = awaitEnd(request);
            List<Started> claims =
                    events.stream()
                            .filter(event -> event instanceof Started)
                            .map(event -> (Started) event)
                            .toList();
            assertThat(claims).hasSize(1);
            by.add(claims.getFirst().worker());
        }
        assertThat(by).containsExactlyInAnyOrder("a", "b", "c");
    }

    private static boolean isClaimedBy(String worker, GenerationRequested request) {
        return broker.eventsOf(request.generationId()).stream()
                .anyMatch(event ->
                        event instanceof Started started && started.worker().equals(worker));
    }

    @Test
    void goesOnByItselfAfterTheBrokerWasAway() {
        // given
        WorkerProcess worker = worker("one");
        played.playForPrompt(
                "Through it?", Script.begin().say("word ".repeat(100), 5, 50).finish());
        GenerationRequested request = ask(new ModelRef("openai", "m"), "Through it?");
        awaitText(request);

        // when
        broker.kafka().kill();
        await().atMost(SOON).until(() -> !worker.isReady());
        broker.kafka().restart();

        // then
        assertThat(completed(awaitEnd(request)).text()).isEqualTo("word ".repeat(100));
        awaitEnd(ask(FAST, "And after it?"));
        await().atMost(SOON).until(worker::isReady);
    }

    private WorkerProcess worker(String id) {
        return worker(id, Map.of());
    }

    private WorkerProcess worker(String id, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("OPENAI_BASE_URL", played.baseUrl().toString());
        WorkerProcess worker = WorkerProcess.start(id, broker.bootstrapServers(), settings);
        workers.add(worker);
        return worker;
    }

    private static GenerationRequested ask(String demoModel, String prompt) {
        return ask(new ModelRef("demo", demoModel), prompt);
    }

    private static GenerationRequested ask(ModelRef model, String prompt) {
        GenerationRequested request = request(model, prompt);
        broker.ask(request);
        return request;
    }

    private static GenerationRequested request(ModelRef model, String prompt) {
        return new GenerationRequested(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "alice",
                1,
                model,
                GenerationOptions.NONE,
                List.of(new PromptMessage(Role.USER, Content.ofText(prompt))),
                Content.EMPTY,
                null,
                null,
                null,
                Instant.now());
    }

    private static void awaitText(GenerationRequested request) {
        await().atMost(SOON)
                .until(() -> !textOf(broker.eventsOf(request.generationId())).isEmpty());
    }

    /** Reads as every reader does; no event of a run may be out of place. */
    private List<GenerationEvent.OfRun> awaitEnd(GenerationRequested request) {
        await().atMost(SOON)
                .until(() ->
                        broker.eventsOf(request.generationId()).stream()
                                .anyMatch(event -> event instanceof Ended));
        List<GenerationEvent.OfRun> events = broker.eventsOf(request.generationId());
        Standing standing = Standing.QUEUED;
        Answer answer = new Answer();
        for (GenerationEvent.OfRun event : events) {
            if (event instanceof Started started && !started.keeps().isWithin(standing.mark())) {
                standing = new Standing(standing.status(), 0, null, started.keeps(), 0);
            }
            Ruling ruling = standing.rule(event);
            assertThat(ruling).as("%s", event).isInstanceOf(Ruling.Counts.class);
            standing = ((Ruling.Counts) ruling).next();
            if (startsWithNothing(events) && event instanceof Progressed) {
                answer.add(event);
            }
        }
        if (startsWithNothing(events)) {
            assertThat(((Ended) events.getLast()).result().content().text())
                    .startsWith(answer.content().text());
        }
        return events;
    }

    private static boolean startsWithNothing(List<GenerationEvent.OfRun> events) {
        return events.getFirst() instanceof Started started && started.keeps().equals(Mark.NONE);
    }

    private static Content completed(List<GenerationEvent.OfRun> events) {
        Ended ended = (Ended) events.getLast();
        assertThat(ended.end()).as("%s", ended.problem()).isEqualTo(End.COMPLETED);
        return ended.result().content();
    }

    private static String failed(List<GenerationEvent.OfRun> events) {
        return Objects.requireNonNull(((Ended) events.getLast()).problem()).slug();
    }

    private static End endOf(List<GenerationEvent.OfRun> events) {
        return ((Ended) events.getLast()).end();
    }

    private static String reasoningOf(Content content) {
        return content.parts().stream()
                .filter(Part.Reasoning.class::isInstance)
                .map(part -> ((Part.Reasoning) part).text())
                .collect(Collectors.joining());
    }

    private static List<String> htmlOf(Content content) {
        return content.parts().stream()
                .filter(Part.Text.class::isInstance)
                .flatMap(part -> ((Part.Text) part).html().stream())
                .toList();
    }

    /** What progress has told of the first attempt. */
    private static Content contentOf(List<GenerationEvent.OfRun> events) {
        Answer answer = new Answer();
        events.stream().filter(Progressed.class::isInstance).forEach(answer::add);
        return answer.content();
    }

    /** The same, with nothing but the text. */
    private static String textOf(List<GenerationEvent.OfRun> events) {
        return contentOf(events).text();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String header(org.apache.kafka.common.header.Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
