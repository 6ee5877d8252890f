package dev.holdfast.chat.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import dev.holdfast.chat.browser.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static List<String> compile(Map<String, String> files) throws IOException {
        JsonNode options = JSON.readTree(APP.resolve("tsconfig.json").toFile());
        List<String> roots =
                files.keySet().stream()
                        .filter(path -> path.startsWith("/app/") && !path.contains("/vendor/"))
                        .toList();
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
