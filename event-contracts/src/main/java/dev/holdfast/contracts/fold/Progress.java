package dev.holdfast.contracts.fold;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.JoinedPieces;
import dev.holdfast.contracts.content.Mark;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.contracts.log.GenerationEvent.Progressed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Merges consecutive progress of one run into one event that has the same effect. Mutable, so that
 * merging n events costs what they bring, and not the answer's length.
 */
public final class Progress {
    private final Progressed first;

    /** By part, in the order in which the parts were first added to. */
    private final Map<Integer, JoinedPieces> pieces = new LinkedHashMap<>();

    private List<Citation> citations = List.of();

    /** Behind the last piece that has a place, as far as is known; null before any piece. */
    private @Nullable Mark at;

    /** UTF-16 code units of what was gathered. */
    private int size;

    private Progressed last;

    /** Whether the answer was begun again anywhere in it. */
    private @Nullable Boolean anew;

    public Progress(Progressed first) {
        this.first = first;
        this.last = first;
        take(first);
    }

    /** Whether {@code next} follows without anything between. */
    public boolean takes(Progressed next) {
        return next.generationId().equals(first.generationId())
                && next.attempt() == first.attempt()
                && Objects.equals(next.run(), first.run())
                && (at == null || Walk.from(at, next.pieces()).misfit() == null);
    }

    /**
     * Adds an event for which {@link #takes} was true.
     *
     * @throws IllegalArgumentException if its writer broke the rules, as with HTML that does not
     *     follow; what was gathered before is then lost
     */
    public void add(Progressed next) {
        take(next);
        last = next;
    }

    private void take(Progressed next) {
        if (!next.pieces().isEmpty()) {
            Mark start = at == null ? next.pieces().getFirst().start() : at;
            at = Walk.from(start, next.pieces()).mark();
        }
        for (Piece piece : next.pieces()) {
            JoinedPieces known = pieces.get(piece.part());
            if (known == null) {
                pieces.put(piece.part(), new JoinedPieces(piece));
            } else {
                known.add(piece);
            }
            size += piece.size();
        }
        citations = Citation.join(citations, next.citations());
        size += next.citations().stream().mapToInt(Citation::size).sum();
        anew = next.anew() == null ? anew : next.anew();
    }

    /** All of it as one event, at the time of the last. */
    public Progressed merged() {
        return new Progressed(
                first.conversationId(),
                last.at(),
                first.generationId(),
                first.attempt(),
                first.run(),
                pieces.values().stream().flatMap(each -> each.pieces().stream()).toList(),
                citations,
                anew);
    }

    /** UTF-16 code units gathered so far, for whoever bounds the size of a merge. */
    public int size() {
        return size;
    }
}
