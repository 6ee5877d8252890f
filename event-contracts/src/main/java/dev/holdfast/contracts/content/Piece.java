package dev.holdfast.contracts.content;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is added to one part of a content. A piece that adds characters, brings HTML or brings a
 * part whole has its place: it fits at one {@link Mark} alone. A piece without a place says
 * something of a part that is there already, or opens one; it may be said again and makes the same
 * of it.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "type",
        visible = true,
        defaultImpl = Piece.Unrecognised.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Piece.Text.class, name = Part.Text.TYPE),
    @JsonSubTypes.Type(value = Piece.Reasoning.class, name = Part.Reasoning.TYPE),
    @JsonSubTypes.Type(value = Piece.ToolCall.class, name = Part.ToolCall.TYPE),
    @JsonSubTypes.Type(value = Piece.ToolResult.class, name = Part.ToolResult.TYPE),
    @JsonSubTypes.Type(value = Piece.Attachment.class, name = Part.Attachment.TYPE)
})
public sealed interface Piece {

    /** Index of the part; the number of parts that there are, where it opens a new one. */
    int part();

    /** The part's word in {@code type}. */
    @JsonProperty("type")
    String type();

    /** Whether it fits at one mark alone. */
    @JsonIgnore
    boolean isPlaced();

    /** Length of the part before it. */
    default int from() {
        return 0;
    }

    /** What it adds to the part's length. */
    int added();

    /** Where it begins. */
    default Mark start() {
        return new Mark(part() + 1, from());
    }

    /** Behind it. */
    default Mark end() {
        return new Mark(part() + 1, from() + added());
    }

    /** UTF-16 code units that it takes, HTML left aside, for whoever bounds a merge. */
    int size();

    /** The whole of a part, as the piece that opens it. */
    static Piece opening(int index, Part part) {
        return switch (part) {
            case Part.Text(String text, List<String> html) ->
                    new Text(
                            index,
                            0,
                            text,
                            IntStream.range(0, html.size())
                                    .mapToObj(block -> new HtmlPatch(block, 0, html.get(block)))
                                    .toList());
            case Part.Reasoning(String text, Opaque opaque) ->
                    new Reasoning(index, 0, text, opaque);
            case Part.ToolCall(String callId, String name, String input, ToolState state) ->
                    new ToolCall(index, callId, name, 0, input, state);
            case Part.ToolResult(String callId, List<Part> parts, boolean failed) ->
                    new ToolResult(index, callId, parts, failed);
            case Part.Attachment(String reference, String mediaType, String name, long bytes) ->
                    new Attachment(index, reference, mediaType, name, bytes);
            case Part.Unrecognised(String type, Map<String, Object> fields) ->
                    new Unrecognised(index, type, fields);
        };
    }

    /**
     * @param from length of the part's text before it, in UTF-16 code units
     * @param text what is added
     * @param html what changes in the part's HTML; at most one patch of each block, so that
     *     applying all of them again changes nothing
     */
    record Text(
            int part,
            int from,
            String text,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HtmlPatch> html)
            implements Piece {

        public Text {
            text = text == null ? "" : text;
            html = html == null ? List.of() : List.copyOf(html);
        }

        @Override
        public String type() {
            return Part.Text.TYPE;
        }

        @Override
        public boolean isPlaced() {
            return !text.isEmpty() || !html.isEmpty();
        }

        @Override
        public int added() {
            return text.length();
        }

        @Override
        public int size() {
            return text.length();
        }
    }

    /**
     * @param from length of the part's text before it, in UTF-16 code units
     * @param text what is added
     * @param opaque the whole of the vendor's state, said once it is final: the first that is said
     *     stands; null where there is none, or none yet
     */
    record Reasoning(int part, int from, String text, @Nullable Opaque opaque) implements Piece {

        public Reasoning {
            text = text == null ? "" : text;
        }

        @Override
        public String type() {
            return Part.Reasoning.TYPE;
        }

        @Override
        public boolean isPlaced() {
            return !text.isEmpty();
        }

        @Override
        public int added() {
            return text.length();
        }

        @Override
        public int size() {
            return text.length() + (opaque == null ? 0 : opaque.size());
        }
    }

    /**
     * @param callId said by the piece that opens the part; null in those that follow
     * @param name likewise
     * @param from length of the part's input before it, in UTF-16 code units
     * @param input what is added
     * @param state how far the call has come; null where nothing new is known. It never goes back
     */
    record ToolCall(
            int part,
            @Nullable String callId,
            @Nullable String name,
            int from,
            String input,
            @Nullable ToolState state)
            implements Piece {

        public ToolCall {
            input = input == null ? "" : input;
        }

        @Override
        public String type() {
            return Part.ToolCall.TYPE;
        }

        @Override
        public boolean isPlaced() {
            return !input.isEmpty();
        }

        @Override
        public int added() {
            return input.length();
        }

        @Override
        public int size() {
            return input.length()
                    + (callId == null ? 0 : callId.length())
                    + (name == null ? 0 : name.length());
        }
    }

    /** The whole part; see {@link Part.ToolResult}. */
    record ToolResult(int part, String callId, List<Part> parts, boolean failed) implements Piece {

        public ToolResult {
            callId = callId == null ? "" : callId;
            parts = parts == null ? List.of() : List.copyOf(parts);
        }

        Part whole() {
            return new Part.ToolResult(callId, parts, failed);
        }

        @Override
        public String type() {
            return Part.ToolResult.TYPE;
        }

        @Override
        public boolean isPlaced() {
            return true;
        }

        @Override
        public int added() {
            return whole().length();
        }

        @Override
        public int size() {
            return whole().size();
        }
    }

    /** The whole part; see {@link Part.Attachment}. */
    record Attachment(int part, String reference, String mediaType, String name, long bytes)
            implements Piece {

        public Attachment {
            reference = reference == null ? "" : reference;
            mediaType = mediaType == null ? "" : mediaType;
            name = name == null ? "" : name;
        }

        Part whole() {
            return new Part.Attachment(reference, mediaType, name, bytes);
        }

        @Override
        public String type() {
            return Part.Attachment.TYPE;
        }

        @Override
        public boolean isPlaced() {
            return true;
        }

        @Override
        public int added() {
            return whole().length();
        }

        @Override
        public int size() {
            return whole().size();
        }
    }

    /**
     * Of a part of a later version. The first of a part opens it and is kept as it came; how such a
     * part grows is not known here, so those that follow change nothing.
     *
     * @param fields all but {@code part} and {@code type}
     */
    record Unrecognised(
            int part,
            @JsonProperty("type") String type,
            @JsonAnySetter @JsonAnyGetter Map<String, Object> fields)
            implements Piece {

        public Unrecognised {
            type = type == null ? "" : type;
            fields =
                    fields == null
                            ? Map.of()
                            : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public boolean isPlaced() {
            return false;
        }

        @Override
        public int added() {
            return 0;
        }

        @Override
        public int size() {
            return type.length() + fields.toString().length();
        }
    }
}
