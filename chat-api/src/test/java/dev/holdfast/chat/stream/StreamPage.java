package dev.holdfast.chat.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.holdfast.chat.browser.Bundle;
import dev.holdfast.chat.browser.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A page of a real browser that has the stream client and the harness, and no network. */
final class StreamPage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An address that nobody answers but {@link #answer}. */
    private static final String ORIGIN = "https://stream.example/";

    private final Chromium chromium = new Chromium();
    private final Page page;
    private final Path bundle;

    StreamPage() {
        bundle = Bundle.make("stream/index.ts", "stream");
        page = chromium.page();
        page.route("**/*", this::answer);
        page.navigate(ORIGIN);
    }

    /**
     * Calls a function of the harness.
     *
     * @param argument JSON
     */
    JsonNode call(String function, JsonNode argument) {
        Object answer =
                page.evaluate(
                        "async ([name, json]) => JSON.stringify(await (await"
                                + " import('/harness.js'))[name](JSON.parse(json)))",
                        List.of(function, argument.toString()));
        try {
            return JSON.readTree((String) answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The steps of a device, each a word and what belongs to it; what came of them. */
    List<String> play(List<List<Object>> steps) {
        return JSON.convertValue(
                call("play", JSON.valueToTree(steps)),
                JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    @Override
    public void close() {
        chromium.close();
    }

    private void answer(Route route) {
        switch (route.request().url().substring(ORIGIN.length())) {
            case "" -> route.fulfill(body("text/html", "<!doctype html><title>stream</title>"));
            case "stream.js" -> route.fulfill(body("text/javascript", read(bundle)));
            case "harness.js" ->
                    route.fulfill(
                            body(
                                    "text/javascript",
                                    read(Path.of("src/test/resources/stream/harness.js"))));
            default -> route.abort();
        }
    }

    private static Route.FulfillOptions body(String type, String text) {
        return new Route.FulfillOptions().setContentType(type).setBody(text);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
