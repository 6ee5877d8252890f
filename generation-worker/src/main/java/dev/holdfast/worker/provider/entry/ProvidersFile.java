package dev.holdfast.worker.provider.entry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The operator's file of providers and models, in YAML; {@code providers.yaml} beside this class is
 * the one that ships and says what each field means. Reading it fails with one sentence that names
 * the file, the place and the fault, and quotes nothing of the file but names of fields and
 * providers: somebody may have put a key where a name belongs.
 */
public final class ProvidersFile {
    private static final String SHIPPED = "providers.yaml";
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Set<String> OPTIONS =
            Set.of("temperature", "maxTokens", "reasoningEffort", "systemPrompt");
    private static final ObjectMapper YAML = YAMLMapper.builder().build();

    /** The file's only top-level field. */
    private record Content(@Nullable List<ProviderEntry> providers) {}

    private final String name;
    private final List<ProviderEntry> entries;

    private ProvidersFile(String name, List<ProviderEntry> entries) {
        this.name = name;
        this.entries = entries;
        check();
    }

    /**
     * @throws WrongFile with the sentence
     */
    public static ProvidersFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (IOException e) {
            throw new WrongFile(file.toString(), "it cannot be read");
        }
    }

    public static ProvidersFile shipped() {
        try (InputStream in = ProvidersFile.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException(SHIPPED + " is missing from the jar");
            }
            return read(SHIPPED, in);
        } catch (IOException e) {
            throw new WrongFile(SHIPPED, "it cannot be read");
        }
    }

    private static ProvidersFile read(String name, InputStream in) throws IOException {
        try {
            Content content = YAML.readValue(in, Content.class);
            return new ProvidersFile(
                    name,
                    content == null || content.providers() == null
                            ? List.of()
                            : content.providers());
        } catch (JacksonException wrong) {
            throw new WrongFile(name, fault(wrong));
        }
    }

    /** Without Jackson's own message, which quotes the file. */
    private static String fault(JacksonException wrong) {
        JsonLocation at = wrong.getLocation();
        String line = at == null ? "" : " (line " + at.getLineNr() + ')';
        // Jackson wraps what its parser says into what it was binding.
        if (wrong.getCause() instanceof StreamReadException) {
            return "it is not YAML" + line;
        }
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            // Its location is the end of the object that it is in.
            return "the field '" + path(unknown) + "' is not known";
        }
        if (wrong instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "the value of '" + path(mapping) + "' is not one that it can have" + line;
        }
        return "it is not YAML" + line;
    }

    private static String path(JsonMappingException mapping) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            String field = step.getFieldName();
            if (field == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(field);
            }
        }
        return path.toString();
    }

    /**
     * Those of the file that this worker can serve.
     *
     * @param environment a variable by its name
     * @param opensKeys whether users' keys can be opened here; where they cannot, a provider
     *     without the worker's own key is of no use
     */
    public List<Served> served(Function<String, Optional<String>> environment, boolean opensKeys) {
        List<Served> served = new ArrayList<>();
        for (ProviderEntry entry : entries) {
            String address = valueOf(entry.baseUrlFrom(), environment);
            if (address != null) {
                require(isHttp(address), entry.id(), entry.baseUrlFrom() + " is no http address");
            }
            boolean hasAddress = address != null || entry.baseUrl() != null;
            if (!Boolean.FALSE.equals(entry.enabled()) && hasAddress) {
                Served one = new Served(entry, address, valueOf(entry.keyFrom(), environment));
                switch (one.access()) {
                    case SERVER -> served.add(one);
                    case OWN_KEY -> {
                        if (opensKeys) {
                            served.add(one);
                        }
                    }
                }
            }
        }
        return served;
    }

    private static @Nullable String valueOf(
            @Nullable String variable, Function<String, Optional<String>> environment) {
        return variable == null
                ? null
                : environment
                        .apply(variable)
                        .map(String::strip)
                        .filter(v -> !v.isEmpty())
                        .orElse(null);
    }

    private void check() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            ProviderEntry entry = entries.get(i);
            String id = entry.id();
            if (id == null || !ID.matcher(id).matches()) {
                throw new WrongFile(
                        name,
                        "provider " + (i + 1) + " needs an 'id' of lower-case letters and hyphens");
            }
            require(ids.add(id), id, "it is there twice");
            require(entry.title() != null, id, "'title' is missing");
            require(entry.wire() != null, id, "'wire' is missing");
            require(
                    entry.baseUrl() != null || entry.baseUrlFrom() != null,
                    id,
                    "'baseUrl' or 'baseUrlFrom' is missing");
            require(
                    entry.baseUrl() == null || isHttp(entry.baseUrl()),
                    id,
                    "'baseUrl' is no http address");
            requireVariable(id, "baseUrlFrom", entry.baseUrlFrom());
            requireVariable(id, "keyFrom", entry.keyFrom());
            require(
                    entry.keyTriedAt() == null || entry.keyTriedAt().startsWith("/"),
                    id,
                    "'keyTriedAt' must begin with a slash");
            require(isPattern(entry.listOnly()), id, "'listOnly' is no regular expression");
            checkModels(entry);
        }
    }

    private void checkModels(ProviderEntry entry) {
        Set<String> names = new HashSet<>();
        for (ModelEntry model : entry.models()) {
            require(
                    model.name() != null && !model.name().isBlank() && names.add(model.name()),
                    entry.id(),
                    "each of its 'models' needs a 'name' of its own");
            checkOptions(entry, model);
        }
        if (entry.otherModels() != null) {
            checkOptions(entry, entry.otherModels());
        }
    }

    private void checkOptions(ProviderEntry entry, ModelEntry model) {
        require(
                model.options() == null || OPTIONS.containsAll(model.options()),
                entry.id(),
                "'options' may have " + String.join(", ", OPTIONS.stream().sorted().toList()));
    }

    private void requireVariable(String id, String field, @Nullable String variable) {
        require(
                variable == null || VARIABLE.matcher(variable).matches(),
                id,
                "'" + field + "' must be the name of an environment variable, not its value");
    }

    private void require(boolean holds, String id, String fault) {
        if (!holds) {
            throw new WrongFile(name, "provider '" + id + "': " + fault);
        }
    }

    private static boolean isPattern(@Nullable String expression) {
        try {
            return expression == null || Pattern.compile(expression) != null;
        } catch (PatternSyntaxException no) {
            return false;
        }
    }

    private static boolean isHttp(String address) {
        try {
            URI uri = new URI(address);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException no) {
            return false;
        }
    }

    /** The file cannot be used. */
    public static final class WrongFile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongFile(String file, String fault) {
            super("providers file " + file + ": " + fault, null, false, false);
        }
    }
}
