package dev.holdfast.chat.endpoint;

import dev.holdfast.chat.keys.KeyRequest;
import dev.holdfast.chat.problem.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of {@code PUT /api/endpoints/{name}}. */
@Schema(
        examples =
                """
                {"title": "At home", "baseUrl": "https://models.example.org/v1", "key": "sk-…",\
                 "models": ["qwen3:8b"]}\
                """)
public record EndpointRequest(
        @Schema(maxLength = LONGEST_TITLE, description = "Left out: its name.")
                @Nullable String title,
        @Schema(
                        maxLength = 500,
                        description =
                                "Up to where /chat/completions begins; https, and a public"
                                        + " address unless the operator has listed it.")
                @Nullable String baseUrl,
        @Schema(
                        maxLength = 500,
                        description =
                                "Left out: the one that is kept stays, unless the address is"
                                        + " another. Empty: it is called without one.")
                @Nullable String key,
        @Schema(
                        maxItems = MOST_MODELS,
                        description =
                                "The endpoint's own names. Left out or empty: those of its own"
                                        + " list.")
                @Nullable List<@Nullable String> models) {

    /** UTF-16 code units. */
    private static final int LONGEST_TITLE = 100;

    /** UTF-16 code units; as a message may name one. */
    private static final int LONGEST_MODEL = 200;

    private static final int MOST_MODELS = 100;

    EndpointDraft checked(String name, Allowance allowance) {
        return new EndpointDraft(
                name,
                title == null ? name : new Field("title", title).line(LONGEST_TITLE),
                allowance.checked(new Field("baseUrl", baseUrl)).text(),
                key == null || key.isEmpty() ? null : new KeyRequest(key).checked(),
                key != null && key.isEmpty(),
                checkedModels());
    }

    private List<String> checkedModels() {
        if (models == null) {
            return List.of();
        }
        if (models.size() > MOST_MODELS) {
            throw new Field("models", null)
                    .invalid("At most " + MOST_MODELS + " models can be named.");
        }
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < models.size(); i++) {
            names.add(new Field("models[" + i + "]", models.get(i)).line(LONGEST_MODEL));
        }
        return List.copyOf(names);
    }

    /** A record's own would put the key into whatever log prints it. */
    @Override
    public String toString() {
        return "EndpointRequest[key=…]";
    }
}
