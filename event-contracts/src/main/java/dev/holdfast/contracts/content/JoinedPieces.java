package dev.holdfast.contracts.content;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of one part, joined into one that has the same effect. Mutable and confined to one thread;
 * adding costs what is added. Pieces of a type that is not known here stay as they are.
 */
public final class JoinedPieces {
    private final Piece first;
    private final List<Piece> unrecognised = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /** Where the first piece that has a place begins; one without may not know. */
    private int from;

    private boolean placed;
    private List<HtmlPatch> html = List.of();
    private @Nullable Opaque opaque;
    private @Nullable String callId;
    private @Nullable String name;
    private @Nullable ToolState state;

    public JoinedPieces(Piece first) {
        this.first = first;
        this.from = first.from();
        add(first);
    }

    /**
     * Adds the next piece.
     *
     * @throws IllegalArgumentException if it is of another part or type, or its HTML does not
     *     follow; what was joined before is then lost
     */
    public void add(Piece next) {
        if (next.part() != first.part() || !next.type().equals(first.type())) {
            throw new IllegalArgumentException(
                    "a piece of %s, part %d, behind one of %s, part %d"
                            .formatted(next.type(), next.part(), first.type(), first.part()));
        }
        if (next.isPlaced() && !placed) {
            placed = true;
            from = next.from();
        }
        switch (next) {
            case Piece.Text(int _, int _, String more, List<HtmlPatch> patches) -> {
                text.append(more);
                html = html.isEmpty() ? patches : HtmlPatch.merge(html, patches);
            }
            case Piece.Reasoning(int _, int _, String more, Opaque said) -> {
                text.append(more);
                opaque = opaque == null ? said : opaque;
            }
            case Piece.ToolCall call -> {
                text.append(call.input());
                callId = callId == null ? call.callId() : callId;
                name = name == null ? call.name() : name;
                state = state == null ? call.state() : state.advancedTo(call.state());
            }
            case Piece.ToolResult _, Piece.Attachment _ -> {}
            case Piece.Unrecognised _ -> unrecognised.add(next);
        }
    }

    /** As one; several only where their type is not known. */
    public List<Piece> pieces() {
        int part = first.part();
        String all = text.toString();
        return switch (first) {
            case Piece.Text _ -> List.of(new Piece.Text(part, from, all, html));
            case Piece.Reasoning _ -> List.of(new Piece.Reasoning(part, from, all, opaque));
            case Piece.ToolCall _ ->
                    List.of(new Piece.ToolCall(part, callId, name, from, all, state));
            case Piece.ToolResult _, Piece.Attachment _ -> List.of(first);
            case Piece.Unrecognised _ -> List.copyOf(unrecognised);
        };
    }
}
