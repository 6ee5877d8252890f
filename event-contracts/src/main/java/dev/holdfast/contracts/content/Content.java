package dev.holdfast.contracts.content;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is said in one message. Immutable.
 *
 * @param parts in the order in which they were thought, called and written
 * @param citations what the text rests on, in the order of their numbers; they are about parts, and
 *     have no place between them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Content(
        List<Part> parts, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Citation> citations) {

    public static final Content EMPTY = new Content(List.of(), List.of());

    public Content {
        parts = parts == null ? List.of() : List.copyOf(parts);
        citations = citations == null ? List.of() : List.copyOf(citations);
    }

    /** Without citations. */
    public static Content of(Part... parts) {
        return new Content(List.of(parts), List.of());
    }

    /** One text without HTML, as a user types it; nothing where the text is empty. */
    public static Content ofText(String text) {
        return text.isEmpty() ? EMPTY : of(new Part.Text(text, List.of()));
    }

    @JsonIgnore
    public boolean isEmpty() {
        return parts.isEmpty() && citations.isEmpty();
    }

    /** What its text parts say, with a blank line between two of them. */
    public String text() {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n\n"));
    }

    /** Where whoever has all of it stands. */
    public Mark mark() {
        return parts.isEmpty() ? Mark.NONE : new Mark(parts.size(), parts.getLast().length());
    }

    /**
     * How much of it a later attempt keeps: everything up to the end of the last text or tool
     * result. What was thought or called behind that is begun again, since no vendor takes half of
     * it back.
     */
    public Mark keepable() {
        for (int i = parts.size(); i > 0; i--) {
            Part part = parts.get(i - 1);
            if ((part instanceof Part.Text && part.length() > 0)
                    || part instanceof Part.ToolResult) {
                return new Mark(i, part.length());
            }
        }
        return Mark.NONE;
    }

    /**
     * What is left when it is cut to a mark. The HTML of the last part that is kept is dropped with
     * what is cut: it speaks of more than the text, and whoever goes on brings it again.
     *
     * @throws IllegalArgumentException if it does not reach as far as the mark
     */
    public Content upTo(Mark mark) {
        Growing growing = new Growing();
        growing.restore(this);
        growing.cut(mark);
        return growing.content();
    }

    /**
     * Pieces that make it where there is nothing: one for each part, which opens it and has all of
     * it.
     */
    public List<Piece> pieces() {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> Piece.opening(i, parts.get(i)))
                .toList();
    }

    /**
     * As a provider is to read it: no HTML, no citations, and of what was thought only that which
     * carries a vendor's state, since the rest is of no use to any of them.
     */
    public Content forPrompt() {
        return new Content(
                parts.stream()
                        .map(Content::forPrompt)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toList()),
                List.of());
    }

    private static @Nullable Part forPrompt(Part part) {
        return switch (part) {
            case Part.Text text -> new Part.Text(text.text(), List.of());
            case Part.Reasoning reasoning -> reasoning.opaque() == null ? null : reasoning;
            case Part.ToolCall call -> call;
            case Part.ToolResult result -> result;
            case Part.Attachment attachment -> attachment;
            case Part.Unrecognised unrecognised -> unrecognised;
        };
    }

    /** UTF-16 code units that it takes, HTML left aside, for whoever bounds memory. */
    public int size() {
        return parts.stream().mapToInt(Part::size).sum()
                + citations.stream().mapToInt(Citation::size).sum();
    }
}
