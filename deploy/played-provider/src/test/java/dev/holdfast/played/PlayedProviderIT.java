package dev.holdfast.played;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlayedProviderIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static PlayedProvider provider;

    @BeforeAll
    static void start() {
        provider = PlayedProvider.start();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @BeforeEach
    void forget() {
        provider.forget();
    }

    @Test
    void streamsReasoningTextUsageAndDone() throws Exception {
        // given
        provider.playForPrompt(
                "hi", Script.begin().reason("hm, ok", 3, 0).say("Hello 👋 there", 4, 0).finish());

        // when
        List<String> data = dataLines(ask("m", "hi", true).body());

        // then
        assertThat(data.getLast()).isEqualTo("[DONE]");
        List<JsonNode> chunks = parsed(data.subList(0, data.size() - 1));
        assertThat(delta(chunks.getFirst()).path("role").asText()).isEqualTo("assistant");
        assertThat(joined(chunks, "reasoning_content")).isEqualTo("hm, ok");
        assertThat(joined(chunks, "content")).isEqualTo("Hello 👋 there");
        assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
                .isEqualTo("stop");
        assertThat(chunks.getLast().path("choices")).isEmpty();
        assertThat(chunks.getLast().at("/usage/completion_tokens").asInt()).isEqualTo(6);
        assertThat(chunks.getLast().at("/usage/completion_tokens_details/reasoning_tokens").asInt())
                .isEqualTo(2);
    }

    @Test
    void saysNothingOfUsageUnlessAsked() throws Exception {
        provider.playForModel("m", Script.answer("Hello"));

        String body = ask("m", "hi", false).body();

        assertThat(body).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    }

    @Test
    void refusesInTheFormOfTheApi() throws Exception {
        provider.playForPrompt("hi", Script.rateLimited(Duration.ofSeconds(7)));

        HttpResponse<String> answer = ask("m", "hi", true);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).contains("7");
        assertThat(JSON.readTree(answer.body()).at("/error/code").asText())
                .isEqualTo("rate_limit_exceeded");
    }

    @Test
    void playsScriptsInOrderAndThenTheLastAgain() throws Exception {
        provider.playForPrompt("hi", Script.serverError(503), Script.answer("second"));

        assertThat(ask("m", "hi", true).statusCode()).isEqualTo(503);
        assertThat(ask("m", "hi", true).body()).contains("second");
        assertThat(ask("m", "hi", true).body()).contains("second");
        assertThat(provider.callsWithPrompt("hi")).hasSize(3);
    }

    @Test
    void resetsInTheMiddle() {
        provider.playForPrompt("hi", Script.begin().say("Hello").reset());

        assertThatThrownBy(() -> ask("m", "hi", true)).isInstanceOf(IOException.class);
        assertThat(provider.calls().getFirst().end()).isEqualTo(Call.End.RESET);
    }

    @Test
    void endsCleanlyWithoutAFinish() throws Exception {
        provider.playForPrompt("hi", Script.begin().say("Hel"));

        String body = ask("m", "hi", true).body();

        assertThat(body).contains("Hel").doesNotContain("[DONE]").doesNotContain("\"stop\"");
    }

    @Test
    void sendsAnErrorInsideTheStream() throws Exception {
        provider.playForPrompt(
                "hi", Script.begin().say("Hel").breakOff("server_error", "overloaded", "Sorry"));

        List<JsonNode> chunks = parsed(dataLines(ask("m", "hi", true).body()));

        assertThat(chunks.getLast().at("/error/code").asText()).isEqualTo("overloaded");
    }

    @Test
    void arrivesWholeWhenWrittenByteByByteAndWhenAChunkIsHuge() throws Exception {
        provider.playForPrompt("bytes", Script.answer("Grüße 👋").byteByByte());
        provider.playForPrompt("huge", Script.answer("x".repeat(100_000)));

        assertThat(joined(chunksOf(ask("m", "bytes", true)), "content")).isEqualTo("Grüße 👋");
        assertThat(joined(chunksOf(ask("m", "huge", true)), "content")).hasSize(100_000);
    }

    @Test
    void seesACallerLeaveWhileItIsSilent() throws Exception {
        // given
        provider.playForPrompt("hi", Script.begin().open().silence());
        HttpClient impatient = HttpClient.newHttpClient();
        HttpResponse<InputStream> answer =
                impatient.send(request("m", "hi", true), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(provider.calls().getFirst().isRunning()).isTrue();

        // when
        answer.body().close();
        impatient.close();

        // then
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> provider.calls().getFirst().wasLeft());
        assertThat(provider.calls().getFirst().connectionClosedAt()).isNotNull();
    }

    @Test
    void stampsChunksWithTheTimeOfSending() throws Exception {
        // given
        provider.playForModel("load", Script.load(10, 100));

        // when
        String text = joined(chunksOf(ask("load", "hi", true)), "content");

        // then
        List<Long> stamps = new ArrayList<>();
        for (String stamp : text.split(";", -1)) {
            if (!stamp.isEmpty()) {
                stamps.add(Long.parseLong(stamp.substring(2)));
            }
        }
        assertThat(stamps).hasSize(10).isSorted();
        // Nine intervals of 10 ms; never early, however late.
        assertThat(stamps.getLast() - stamps.getFirst()).isGreaterThan(80_000);
    }

    @Test
    void keepsOnlyADigestOfTheKey() throws Exception {
        ask("m", "hi", true);

        assertThat(provider.calls().getFirst().authorization())
                .hasSize(64)
                .doesNotContain("secret");
    }

    @Test
    void answersWithoutAStreamWhenNoneIsAsked() throws Exception {
        provider.playForModel("m", Script.answer("A title"));

        HttpResponse<String> answer =
                HTTP.send(
                        to("/chat/completions")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"model\":\"m\",\"messages\":[]}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(JSON.readTree(answer.body()).at("/choices/0/message/content").asText())
                .isEqualTo("A title");
    }

    @Test
    void listsTheModelsThatHaveScripts() throws Exception {
        provider.playForModel("gpt-played", Script.answer("Hello"));

        String body = HTTP.send(to("/models").build(), HttpResponse.BodyHandlers.ofString()).body();

        assertThat(JSON.readTree(body).path("data").findValuesAsText("id"))
                .containsExactly("gpt-played", "played");
    }

    private static HttpResponse<String> ask(String model, String prompt, boolean usage)
            throws Exception {
        return HTTP.send(request(model, prompt, usage), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(String model, String prompt, boolean usage)
            throws Exception {
        var body = JSON.createObjectNode().put("model", model).put("stream", true);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        body.putObject("stream_options").put("include_usage", usage);
        return to("/chat/completions")
                .header("Authorization", "Bearer secret")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(provider.baseUrl() + path))
                .timeout(Duration.ofSeconds(20));
    }

    private static List<JsonNode> chunksOf(HttpResponse<String> answer) throws Exception {
        List<String> data = dataLines(answer.body());
        return parsed(data.subList(0, data.size() - 1));
    }

    private static List<String> dataLines(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    private static List<JsonNode> parsed(List<String> data) throws Exception {
        List<JsonNode> chunks = new ArrayList<>();
        for (String each : data) {
            chunks.add(JSON.readTree(each));
        }
        return chunks;
    }

    private static JsonNode delta(JsonNode chunk) {
        return chunk.at("/choices/0/delta");
    }

    private static String joined(List<JsonNode> chunks, String field) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(delta(chunk).path(field).asText("")));
        return text.toString();
    }
}
