package dev.holdfast.chat.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import dev.holdfast.chat.browser.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // JUnit calls open
class TypesIT {
    private static final Path APP = Path.of("src/main/resources/web/app");
    private static final Path TESTS = Path.of("src/test/resources/types");

    private static final Path SAMPLES =
            Path.of(System.getProperty("holdfast.root", ".."), "docs/conformance/samples");

    /** What services say to each other; every other sample is one of what a client may receive. */
    private static final Set<String> NO_CLIENTS =
            Set.of(
                    "conversation.titled",
                    "endpoint.check-requested",
                    "generation.requested",
                    "generation.run-superseded",
                    "generation.stop-requested",
                    "key.check-requested",
                    "provider.advertised",
                    "title.requested");

    /** Parts of a content; all other words are of a later version. */
    private static final Set<String> PARTS =
            Set.of("text", "reasoning", "tool-call", "tool-result", "attachment");

    /** What the web bundler has unpacked with the build of the app. */
    private static final Path MODULES = Path.of("node_modules");

    private static final List<String> LIBRARIES =
            List.of(
                    "lit",
                    "lit-html",
                    "lit-element",
                    "@lit/reactive-element",
                    "@types/trusted-types");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Chromium chromium;
    private static Map<String, String> files;

    @BeforeAll
    static void open() throws IOException {
        chromium = new Chromium();
        Path compiler = MODULES.resolve("typescript/lib");
        chromium.page()
                .addScriptTag(
                        new Page.AddScriptTagOptions().setPath(compiler.resolve("typescript.js")));
        files = new TreeMap<>();
        put("/typescript/", compiler, name -> name.startsWith("lib.") && name.endsWith(".d.ts"));
        put("/app/", APP, name -> name.endsWith(".ts"));
        for (String library : LIBRARIES) {
            put(
                    "/node_modules/" + library + "/",
                    MODULES.resolve(library),
                    name -> name.endsWith(".d.ts") || name.equals("package.json"));
        }
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @Test
    void agreeInAllOfTheApp() throws IOException {
        assertThat(files).containsKey("/app/stream/client.ts").hasSizeGreaterThan(200);
        assertThat(compile(files)).isEmpty();
    }

    @Test
    void areReadByTheCompiler() throws IOException {
        Map<String, String> wrong = new HashMap<>(files);
        wrong.merge(
                "/app/store/uuid.ts", "\nexport const wrong: number = newId();\n", String::concat);

        assertThat(compile(wrong)).singleElement().asString().contains("store/uuid.ts", "TS2322");
    }

    @Test
    void haveAPlaceForAllThatTheLogsSamplesSay() throws IOException {
        Map<String, String> samples = samples();

        assertThat(samples).hasSizeGreaterThan(10);
        assertThat(compileAlone(samples)).isEmpty();
    }

    @Test
    void missWhatASampleSaysAndTheyDoNot() throws IOException {
        String key = "/app/samples/key.checked.ts";
        String sample = Objects.requireNonNull(samples().get(key));
        String more = sample.replace("\"outcome\"", "\"later\": 1, \"outcome\"");
        String other = sample.replaceAll("\"works\"|\"refused\"", "\"expired\"");

        assertThat(compileAlone(Map.of(key, more)))
                .singleElement()
                .asString()
                .contains("key.checked", "later");
        assertThat(compileAlone(Map.of(key, other)))
                .singleElement()
                .asString()
                .contains("key.checked", "expired");
    }

    /** Each record that a client may receive, as a constant of the type that the web app has. */
    private static Map<String, String> samples() throws IOException {
        Map<String, String> samples = new TreeMap<>();
        try (Stream<Path> found = Files.list(SAMPLES)) {
            for (Path file : found.toList()) {
                JsonNode sample = JSON.readTree(file.toFile());
                if (!NO_CLIENTS.contains(sample.path("type").asText())) {
                    nameLaterParts(sample);
                    samples.put(
                            "/app/samples/" + file.getFileName().toString().replace(".json", ".ts"),
                            "import type { LogEvent } from '../stream/wire';\n"
                                    + "export const sample: LogEvent = "
                                    + sample
                                    + ";\n");
                }
            }
        }
        return samples;
    }

    /**
     * A part of a later version has no type here: its place is taken by what stands for all of
     * them.
     */
    private static void nameLaterParts(JsonNode node) {
        for (String list : List.of("parts", "pieces")) {
            if (node.path(list) instanceof ArrayNode parts) {
                for (int i = 0; i < parts.size(); i++) {
                    if (!PARTS.contains(parts.get(i).path("type").asText())) {
                        parts.set(i, unrecognised(parts.get(i)));
                    }
                }
            }
        }
        node.forEach(TypesIT::nameLaterParts);
    }

    private static JsonNode unrecognised(JsonNode part) {
        ObjectNode unrecognised = JSON.createObjectNode().put("type", "unrecognised");
        return part.has("part") ? unrecognised.set("part", part.get("part")) : unrecognised;
    }

    private static List<String> compileAlone(Map<String, String> roots) throws IOException {
        Map<String, String> all = new HashMap<>(files);
        all.putAll(roots);
        return compile(all, List.copyOf(roots.keySet()));
    }

    private static List<String> compile(Map<String, String> files) throws IOException {
        return compile(
                files,
                files.keySet().stream()
                        .filter(path -> path.startsWith("/app/") && !path.contains("/vendor/"))
                        .toList());
    }

    private static List<String> compile(Map<String, String> files, List<String> roots)
            throws IOException {
        JsonNode options = JSON.readTree(APP.resolve("tsconfig.json").toFile());
        Object errors =
                chromium.page()
                        .evaluate(
                                Files.readString(TESTS.resolve("compiler.js")),
                                Map.of(
                                        "files",
                                        files,
                                        "roots",
                                        roots,
                                        "compilerOptions",
                                        JSON.convertValue(
                                                options.get("compilerOptions"), Map.class)));
        return ((List<?>) errors).stream().map(String.class::cast).toList();
    }

    private static void put(String prefix, Path folder, Predicate<String> named)
            throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                if (named.test(file.getFileName().toString())) {
                    files.put(prefix + folder.relativize(file), Files.readString(file));
                }
            }
        }
    }
}
