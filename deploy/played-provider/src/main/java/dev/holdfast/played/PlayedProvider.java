package dev.holdfast.played;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.stack.process.Child;
import dev.holdfast.stack.process.FreePorts;
import dev.holdfast.stack.process.JavaCommand;
import dev.holdfast.stack.process.Readiness;
import dev.holdfast.stack.process.StopSignal;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A provider in a process of its own that speaks the vendors' wire formats and does as it is told.
 * Scripts are chosen by the exact text of the last user message, else by the model's name; without
 * one a short fixed answer is streamed.
 */
public final class PlayedProvider implements AutoCloseable {
    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    private static final Duration START = Duration.ofMinutes(2);

    /** Of thousands of calls with their conversations, on a busy machine. */
    private static final Duration CALL = Duration.ofMinutes(2);

    private final int port;
    private final Path log;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Child child;

    private PlayedProvider(int port, Path log) {
        this.port = port;
        this.log = log;
        this.child = launch();
    }

    /** On a free port. */
    public static PlayedProvider start() {
        return start(FreePorts.pick());
    }

    public static PlayedProvider start(int port) {
        try {
            return new PlayedProvider(port, Files.createTempFile("holdfast-played", ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code OPENAI_BASE_URL} is set to. */
    public URI baseUrl() {
        return baseUrl(Wire.CHAT_COMPLETIONS);
    }

    /** The address up to where this wire's own paths begin. */
    public URI baseUrl(Wire wire) {
        return URI.create("http://localhost:" + port + wire.path());
    }

    /** Scripts for all calls of a model: one after the other, the last one again and again. */
    public void playForModel(String model, Script... scripts) {
        send("PUT", "/played/scripts", Map.of("model", model, "scripts", List.of(scripts)));
    }

    /** The same for all calls whose last user message is exactly this; goes before a model's. */
    public void playForPrompt(String prompt, Script... scripts) {
        send("PUT", "/played/scripts", Map.of("prompt", prompt, "scripts", List.of(scripts)));
    }

    /**
     * The same for all calls for the list of models, on each wire; its words are the list, unless
     * it refuses or breaks.
     */
    public void playForList(Script... scripts) {
        send("PUT", "/played/scripts", Map.of("list", true, "scripts", List.of(scripts)));
    }

    /** Forgets scripts and calls. */
    public void forget() {
        send("DELETE", "/played", null);
    }

    /** Every call for an answer so far, oldest first. */
    public List<Call> calls() {
        return recorded("/played/calls");
    }

    /** Every call for a list of models so far, oldest first; neither model nor prompt in them. */
    public List<Call> listCalls() {
        return recorded("/played/list-calls");
    }

    private List<Call> recorded(String path) {
        try {
            return JSON.readValue(send("GET", path, null), new TypeReference<List<Call>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Call> callsWithPrompt(String prompt) {
        return calls().stream().filter(call -> call.prompt().equals(prompt)).toList();
    }

    public long pid() {
        return child.pid();
    }

    /** SIGKILL. */
    public void kill() {
        child.kill();
    }

    /** Kills what still runs and starts again on the same port, with neither scripts nor calls. */
    public void restart() {
        child.kill();
        child = launch();
    }

    @Override
    public void close() {
        child.stop(StopSignal.TERM, Duration.ofSeconds(5));
    }

    private Child launch() {
        List<String> command =
                JavaCommand.withHeap("32m", "192m")
                        .main(
                                classPath(),
                                "dev.holdfast.played.server.ProviderMain",
                                Integer.toString(port));
        Child started = Child.start("played-provider", command, Map.of(), log);
        URI models = URI.create(baseUrl() + "/models");
        Readiness.await(started, START, () -> Readiness.answersOk(models));
        return started;
    }

    /** This jar and Jackson's three, from wherever this JVM has them. */
    private static String classPath() {
        return Stream.of(
                        PlayedProvider.class,
                        ObjectMapper.class,
                        JsonFactory.class,
                        JsonInclude.class)
                .map(PlayedProvider::location)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String send(
            String method, String path, @org.jspecify.annotations.Nullable Object body) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .timeout(CALL)
                            .method(
                                    method,
                                    body == null
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofByteArray(
                                                    JSON.writeValueAsBytes(body)))
                            .build();
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        method + " " + path + " was answered with " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while talking to the provider", e);
        }
    }
}
