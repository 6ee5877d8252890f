package dev.holdfast.worker.provider.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Consumer;

/** Changes to a request's body that LangChain4j has no word for. */
public final class Body {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Body() {}

    public static String changed(String body, Consumer<ObjectNode> change) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(body);
            change.accept(json);
            return json.toString();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("LangChain4j wrote no JSON", impossible);
        }
    }

    /**
     * @param fields each a name at the top, or one below another: {@code reasoning.summary}
     */
    static String without(Set<String> fields, String body) {
        if (fields.isEmpty()) {
            return body;
        }
        return changed(body, json -> fields.forEach(field -> remove(json, field)));
    }

    private static void remove(ObjectNode json, String field) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            json.remove(field);
        } else if (json.get(field.substring(0, dot)) instanceof ObjectNode below) {
            below.remove(field.substring(dot + 1));
        }
    }

    /** In the words of {@link dev.holdfast.worker.provider.entry.Continuation}. */
    public static String goingOn(Prompt prompt, String body) {
        return switch (prompt.model().continues()) {
            case PREFIX_FLAG ->
                    changed(
                            body,
                            json -> {
                                var messages = json.withArray("messages");
                                ((ObjectNode) messages.get(messages.size() - 1))
                                        .put("prefix", true);
                            });
            case CONTINUE_FINAL_MESSAGE ->
                    changed(
                            body,
                            json ->
                                    json.put("continue_final_message", true)
                                            .put("add_generation_prompt", false));
            case NONE, INSTRUCTION, LAST_MESSAGE -> body;
        };
    }
}
