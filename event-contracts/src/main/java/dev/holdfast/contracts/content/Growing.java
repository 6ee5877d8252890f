package dev.holdfast.contracts.content;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A content that grows piece by piece. Mutable and confined to one thread; adding costs what is
 * added, not what is there.
 */
public final class Growing {
    private final List<Place> places = new ArrayList<>();
    private List<Citation> citations = List.of();

    /**
     * Adds to a part, or opens the next.
     *
     * @throws IllegalArgumentException if there is no such part, or it is of another type
     */
    public void add(Piece piece) {
        if (piece.part() < 0 || piece.part() > places.size()) {
            throw new IllegalArgumentException(
                    "piece of part " + piece.part() + " where there are " + places.size());
        }
        if (piece.part() == places.size()) {
            places.add(Place.openedBy(piece));
        }
        places.get(piece.part()).add(piece);
    }

    /** Adds to what is known of each citation. */
    public void cite(List<Citation> more) {
        citations = Citation.join(citations, more);
    }

    /**
     * Drops what lies behind a mark, the HTML of the last part that is kept, and what was cited by
     * text that is gone.
     *
     * @throws IllegalArgumentException if there is less than that
     */
    public void cut(Mark mark) {
        if (!mark.isValid() || mark.parts() > places.size()) {
            throw new IllegalArgumentException(mark + " where there are " + places.size());
        }
        places.subList(mark.parts(), places.size()).clear();
        if (!places.isEmpty()) {
            places.getLast().cut(mark.length());
        }
        citations = Citation.keptWith(mark, citations);
    }

    /** Becomes what another content is. */
    public void restore(Content content) {
        places.clear();
        content.parts().forEach(part -> places.add(new Place(part)));
        citations = Citation.join(List.of(), content.citations());
    }

    public Mark mark() {
        return places.isEmpty() ? Mark.NONE : new Mark(places.size(), places.getLast().length());
    }

    /** As it is now; costs its length. */
    public Content content() {
        return new Content(places.stream().map(Place::part).toList(), citations);
    }

    /** A part, whose text stands beside it while it grows. */
    private static final class Place {
        /** All of it but what grows. */
        private Part rest;

        /** Null where nothing grows. */
        private final @Nullable StringBuilder text;

        private final List<String> html = new ArrayList<>();

        Place(Part part) {
            rest = part;
            String grown =
                    switch (part) {
                        case Part.Text said -> said.text();
                        case Part.Reasoning reasoning -> reasoning.text();
                        case Part.ToolCall call -> call.input();
                        case Part.ToolResult _, Part.Attachment _, Part.Unrecognised _ -> null;
                    };
            text = grown == null ? null : new StringBuilder(grown);
            if (part instanceof Part.Text said) {
                html.addAll(said.html());
            }
        }

        static Place openedBy(Piece piece) {
            return new Place(
                    switch (piece) {
                        case Piece.Text _ -> new Part.Text("", List.of());
                        case Piece.Reasoning _ -> new Part.Reasoning("", null);
                        case Piece.ToolCall call ->
                                new Part.ToolCall(
                                        call.callId() == null ? "" : call.callId(),
                                        call.name() == null ? "" : call.name(),
                                        "",
                                        ToolState.WRITING);
                        case Piece.ToolResult result -> result.whole();
                        case Piece.Attachment attachment -> attachment.whole();
                        case Piece.Unrecognised(int _, String type, var fields) ->
                                new Part.Unrecognised(type, fields);
                    });
        }

        void add(Piece piece) {
            if (!piece.type().equals(rest.type())) {
                throw new IllegalArgumentException(
                        "a piece of " + piece.type() + " for a part of " + rest.type());
            }
            switch (piece) {
                case Piece.Text(int _, int _, String more, List<HtmlPatch> patches) -> {
                    append(more);
                    patches.forEach(patch -> patch.applyTo(html));
                }
                case Piece.Reasoning(int _, int _, String more, Opaque opaque) -> {
                    append(more);
                    if (rest instanceof Part.Reasoning(String _, Opaque known) && known == null) {
                        rest = new Part.Reasoning("", opaque);
                    }
                }
                case Piece.ToolCall(int _, var _, var _, int _, String more, ToolState state) -> {
                    append(more);
                    if (rest instanceof Part.ToolCall call) {
                        rest =
                                new Part.ToolCall(
                                        call.callId(),
                                        call.name(),
                                        "",
                                        call.state().advancedTo(state));
                    }
                }
                case Piece.ToolResult _, Piece.Attachment _, Piece.Unrecognised _ -> {}
            }
        }

        private void append(String more) {
            if (text != null) {
                text.append(more);
            }
        }

        void cut(int length) {
            if (length > length()) {
                throw new IllegalArgumentException("keeps " + length + " of " + length());
            }
            if (text != null) {
                text.setLength(length);
            }
            html.clear();
        }

        int length() {
            return text == null ? rest.length() : text.length();
        }

        Part part() {
            return switch (rest) {
                case Part.Text _ -> new Part.Text(String.valueOf(text), html);
                case Part.Reasoning(String _, Opaque opaque) ->
                        new Part.Reasoning(String.valueOf(text), opaque);
                case Part.ToolCall call ->
                        new Part.ToolCall(
                                call.callId(), call.name(), String.valueOf(text), call.state());
                case Part.ToolResult _, Part.Attachment _, Part.Unrecognised _ -> rest;
            };
        }
    }
}
