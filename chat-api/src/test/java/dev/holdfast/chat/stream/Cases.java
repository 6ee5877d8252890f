package dev.holdfast.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The language-neutral cases, which the Java readers run too. */
final class Cases {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT =
            Path.of(System.getProperty("holdfast.root", ".."), "docs", "conformance");

    private Cases() {}

    static List<String> in(String folder) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names).isNotEmpty();
            return names;
        }
    }

    static JsonNode read(String folder, String name) throws IOException {
        return JSON.readTree(Files.readString(ROOT.resolve(folder).resolve(name)));
    }
}
