package dev.holdfast.contracts.content;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One part of a content. Immutable; how it comes to be is {@link Piece}'s to say. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "type",
        visible = true,
        defaultImpl = Part.Unrecognised.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Part.Text.class, name = Part.Text.TYPE),
    @JsonSubTypes.Type(value = Part.Reasoning.class, name = Part.Reasoning.TYPE),
    @JsonSubTypes.Type(value = Part.ToolCall.class, name = Part.ToolCall.TYPE),
    @JsonSubTypes.Type(value = Part.ToolResult.class, name = Part.ToolResult.TYPE),
    @JsonSubTypes.Type(value = Part.Attachment.class, name = Part.Attachment.TYPE)
})
public sealed interface Part {

    /** The word in {@code type}. */
    @JsonProperty("type")
    String type();

    /**
     * How much of it there is, for a {@link Mark}: UTF-16 code units of what grows piece by piece;
     * 1 for a part that comes whole; 0 for one whose growth this reader does not know.
     */
    int length();

    /** UTF-16 code units that it takes, HTML left aside, for whoever bounds memory. */
    int size();

    /**
     * What was typed, or what the model wrote.
     *
     * @param text as typed by the user, or the provider's markdown
     * @param html the HTML of each top-level block; empty for what a user typed, which is shown as
     *     typed, and where nobody has made it yet
     */
    record Text(String text, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> html)
            implements Part {
        public static final String TYPE = "text";

        public Text {
            text = text == null ? "" : text;
            html = html == null ? List.of() : List.copyOf(html);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public int size() {
            return text.length();
        }
    }

    /**
     * What the model said to itself.
     *
     * @param text for people; empty where the vendor hides it
     * @param opaque for the vendor; null where it gives none
     */
    record Reasoning(String text, @Nullable Opaque opaque) implements Part {
        public static final String TYPE = "reasoning";

        public Reasoning {
            text = text == null ? "" : text;
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public int size() {
            return text.length() + (opaque == null ? 0 : opaque.size());
        }
    }

    /**
     * The model asks for a tool.
     *
     * @param callId by which its result is found; unique within a content
     * @param input JSON as the model wrote it; not a whole document while it is arriving
     */
    record ToolCall(String callId, String name, String input, ToolState state) implements Part {
        public static final String TYPE = "tool-call";

        public ToolCall {
            callId = callId == null ? "" : callId;
            name = name == null ? "" : name;
            input = input == null ? "" : input;
            state = state == null ? ToolState.WRITING : state;
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public int length() {
            return input.length();
        }

        @Override
        public int size() {
            return callId.length() + name.length() + input.length();
        }
    }

    /**
     * What a tool answered; comes whole.
     *
     * @param callId of its call
     * @param failed whether the parts say why there is no result
     */
    record ToolResult(String callId, List<Part> parts, boolean failed) implements Part {
        public static final String TYPE = "tool-result";

        public ToolResult {
            callId = callId == null ? "" : callId;
            parts = parts == null ? List.of() : List.copyOf(parts);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public int length() {
            return 1;
        }

        @Override
        public int size() {
            return callId.length() + parts.stream().mapToInt(Part::size).sum();
        }
    }

    /**
     * A file that lies elsewhere; comes whole.
     *
     * @param reference by which whoever keeps it finds it
     * @param mediaType such as {@code image/png}
     * @param name for people
     * @param bytes its size
     */
    record Attachment(String reference, String mediaType, String name, long bytes) implements Part {
        public static final String TYPE = "attachment";

        public Attachment {
            reference = reference == null ? "" : reference;
            mediaType = mediaType == null ? "" : mediaType;
            name = name == null ? "" : name;
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public int length() {
            return 1;
        }

        @Override
        public int size() {
            return reference.length() + mediaType.length() + name.length();
        }
    }

    /**
     * A part of a later version: kept as it came and written out unchanged.
     *
     * @param fields all but {@code type}
     */
    record Unrecognised(
            @JsonProperty("type") String type,
            @JsonAnySetter @JsonAnyGetter Map<String, Object> fields)
            implements Part {

        public Unrecognised {
            type = type == null ? "" : type;
            fields =
                    fields == null
                            ? Map.of()
                            : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public int length() {
            return 0;
        }

        @Override
        public int size() {
            return type.length() + fields.toString().length();
        }
    }
}
