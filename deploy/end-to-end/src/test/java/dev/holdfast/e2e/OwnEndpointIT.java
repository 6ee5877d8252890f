package dev.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.Json;
import dev.holdfast.client.StreamClient;
import dev.holdfast.client.View;
import dev.holdfast.contracts.log.EndpointChecked;
import dev.holdfast.contracts.log.GenerationEvent;
import dev.holdfast.contracts.log.KeyChecked.Outcome;
import dev.holdfast.contracts.log.Status;
import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.e2e.Traces.Trace;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import dev.holdfast.stack.local.HoldfastStack;
import dev.holdfast.stack.local.Service;
import dev.holdfast.stack.local.StackBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An endpoint of a user's own on its whole way. With a stack of its own, whose operator allows them
 * and has listed the host of the one that there is.
 */
@Timeout(240)
class OwnEndpointIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @SuppressWarnings("NullAway.Init") // before the first test
    private static PlayedProvider server;

    @SuppressWarnings("NullAway.Init") // before the first test
    private static HoldfastStack stack;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String user = "user-" + UUID.randomUUID();
    private final String key = "sk-endpoint-" + UUID.randomUUID() + "-x9Qz";
    private final ChatApi api = api(user);

    @BeforeAll
    static void start() {
        server = PlayedProvider.start();
        URI address = server.baseUrl();
        StackBuilder builder = HoldfastStack.builder().workers(1);
        for (Service service : List.of(Service.CHAT_API, Service.GENERATION_WORKER)) {
            builder.environment(service, "HOLDFAST_ENDPOINTS_ALLOWED", "true")
                    .environment(
                            service,
                            "HOLDFAST_ENDPOINTS_ALLOWED_HOSTS",
                            address.getHost() + ":" + address.getPort());
        }
        stack = builder.start();
    }

    @AfterAll
    static void stop() {
        stack.close();
        server.close();
    }

    @Test
    void isTriedOffersItsModelsAndAnswersItsUserAlone() throws Exception {
        // given
        server.playForPrompt("Are you mine?", Script.answer("Yours alone."));
        View view = new View();
        try (StreamClient device = device(view)) {
            device.connect();
            awaitWelcome(view);

            // when
            put("home", server.baseUrl().toString()).expect(201);

            // then what came of trying it is seen live, and its models are offered
            await().atMost(PATIENCE).until(() -> !checks(view).isEmpty());
            EndpointChecked checked = checks(view).getFirst();
            assertThat(checked.outcome()).isEqualTo(Outcome.WORKS);
            assertThat(checked.models()).isNotEmpty();
            await().atMost(PATIENCE).until(() -> status("home").equals("works"));
            JsonNode offered = offered(api, "custom:home");
            assertThat(offered.at("/models/0/name").asText())
                    .isEqualTo(checked.models().getFirst().name());

            // when
            GenerationEvent.Ended end = ask(view, "Are you mine?", "custom:home");

            // then
            assertThat(end.status()).isEqualTo(Status.COMPLETED);
            assertThat(Scene.textOf(end)).isEqualTo("Yours alone.");

            // and a stranger knows nothing of it
            ChatApi mallory = api("user-" + UUID.randomUUID());
            assertThat(offered(mallory, "custom:home").isMissingNode()).isTrue();
            assertThat(
                            mallory.send(
                                            mallory.newConversation(),
                                            "Are you mine?",
                                            "custom:home",
                                            "m")
                                    .expect(404)
                                    .body()
                                    .path("slug")
                                    .asText())
                    .isEqualTo("endpoint-not-found");
            assertThat(server.callsWithPrompt("Are you mine?")).hasSize(1);

            // when
            api.call("DELETE", "/api/endpoints/home", null).expect(204);

            // then
            assertThat(offered(api, "custom:home").isMissingNode()).isTrue();
        }
        assertTheKeyIsNowhere();
    }

    @Test
    void isNotCalledWhereItsNameLeadsIntoTheHouse() throws Exception {
        // given a name of this machine that nobody can see to be one
        Optional<String> name = nameOfThisMachine();
        assumeThat(name).isPresent();
        View view = new View();
        put("around", "https://" + name.orElseThrow() + ":" + server.baseUrl().getPort())
                .expect(201);
        try (StreamClient device = device(view)) {
            device.connect();
            awaitWelcome(view);

            // when
            GenerationEvent.Ended end = ask(view, "Anybody there?", "custom:around");

            // then
            assertThat(end.status()).isEqualTo(Status.FAILED);
            assertThat(end.problem())
                    .extracting(Problem::slug)
                    .isEqualTo("endpoint-address-refused");
            await().atMost(PATIENCE).until(() -> status("around").equals("unreachable"));
            assertThat(server.callsWithPrompt("Anybody there?")).isEmpty();
        }
    }

    /** From its hosts file, beside localhost. */
    private static Optional<String> nameOfThisMachine() throws IOException {
        return Files.readAllLines(Path.of("/etc/hosts")).stream()
                .filter(line -> line.startsWith("127."))
                .flatMap(line -> Stream.of(line.split("\\s+")).skip(1))
                .filter(name -> name.matches("[a-z0-9-]+") && !name.equals("localhost"))
                .findFirst();
    }

    private void assertTheKeyIsNowhere() throws Exception {
        Traces traces = new Traces(stack, http);
        List<Trace> all = new ArrayList<>(traces.database());
        all.addAll(traces.topics());
        all.addAll(traces.logs());
        all.addAll(traces.pages());
        assertThat(all)
                .noneSatisfy(trace -> assertThat(new Needle(key).in(trace.what())).isNotEmpty());
        assertThat(all)
                .anyMatch(trace ->
                        trace.where().startsWith("topic generation-requests ")
                                && trace.what().contains("custom:home"));
    }

    private GenerationEvent.Ended ask(View view, String prompt, String provider) {
        UUID generation =
                api.send(api.newConversation(), prompt, provider, "m").expect(202).generationId();
        await("the end of " + prompt)
                .atMost(PATIENCE)
                .until(() -> view.end(generation).isPresent());
        return view.end(generation).orElseThrow();
    }

    /** What ends before it is there is not told to a device that has no cursor. */
    private static void awaitWelcome(View view) {
        await("welcome").atMost(PATIENCE).until(() -> view.cursor() != null);
    }

    private ApiAnswer put(String name, String address) {
        return api.call(
                "PUT",
                "/api/endpoints/" + name,
                Json.MAPPER.createObjectNode().put("baseUrl", address).put("key", key).toString());
    }

    private String status(String name) {
        for (JsonNode endpoint :
                api.call("GET", "/api/endpoints", null).expect(200).body().get("endpoints")) {
            if (endpoint.get("name").asText().equals(name)) {
                return endpoint.get("status").asText();
            }
        }
        return "";
    }

    private static JsonNode offered(ChatApi by, String provider) {
        for (JsonNode offer :
                by.call("GET", "/api/models", null).expect(200).body().get("providers")) {
            if (offer.get("id").asText().equals(provider)) {
                return offer;
            }
        }
        return MissingNode.getInstance();
    }

    private ChatApi api(String of) {
        return new ChatApi(http, stack.apiAddress(), () -> stack.token(of));
    }

    private StreamClient device(View view) {
        return new StreamClient(
                http, stack.streamAddress(), () -> stack.token(user), view, List.of(), _ -> {});
    }

    private static List<EndpointChecked> checks(View view) {
        return view.events().stream()
                .filter(EndpointChecked.class::isInstance)
                .map(EndpointChecked.class::cast)
                .toList();
    }
}
