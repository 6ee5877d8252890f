package dev.holdfast.stack.compose;

import dev.holdfast.stack.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml}, as far as it can be checked without Docker's compose plugin. */
final class ComposeFile {
    static final Path ROOT = Repository.find().root();

    private final Map<String, Object> content = map(parse(ROOT.resolve("docker-compose.yml")));

    /** Also reads JSON. */
    static Object parse(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> services() {
        return map(content.get("services")).keySet();
    }

    Map<String, Object> service(String name) {
        return map(map(content.get("services")).get(name));
    }

    Map<String, Object> environment(String service) {
        return map(service(service).get("environment"));
    }

    Map<String, Object> dependencies(String service) {
        return map(service(service).getOrDefault("depends_on", Map.of()));
    }

    List<Object> volumes(String service) {
        return list(service(service).getOrDefault("volumes", List.of()));
    }

    Set<String> namedVolumes() {
        return map(content.get("volumes")).keySet();
    }

    @SuppressWarnings("unchecked") // YAML's mappings here all have strings for keys.
    static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(@Nullable Object value) {
        return (List<Object>) Objects.requireNonNull(value);
    }
}
