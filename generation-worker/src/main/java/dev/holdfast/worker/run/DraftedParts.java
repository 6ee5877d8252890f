package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.worker.markdown.ImageHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an answer in their order, of which the last may be open; and what nobody has taken
 * of them. Confined to the run's context.
 */
final class DraftedParts {
    private final ImageHosts imageHosts;

    /** How many of the kept parts this run does not go on with. */
    private final int before;

    /** Length of the kept text that it goes on with, in UTF-16 code units; 0 where with none. */
    private final int keptLength;

    /** Nothing is added to these any more. */
    private final List<Part> closed;

    /** UTF-16 code units of them. */
    private int closedSize;

    /** The last one; null where there is none, or where nothing can be added to it. */
    private @Nullable PartDraft open;

    /** Of parts that were closed since pieces were last taken. */
    private final List<Piece> waiting = new ArrayList<>();

    /**
     * @param kept where it ends with a text, that is open
     */
    DraftedParts(Content kept, ImageHosts imageHosts) {
        this.imageHosts = imageHosts;
        List<Part> parts = kept.parts();
        if (!parts.isEmpty() && parts.getLast() instanceof Part.Text(String text, var _)) {
            before = parts.size() - 1;
            keptLength = text.length();
            open = new TextDraft(before, text, imageHosts);
        } else {
            before = parts.size();
            keptLength = 0;
        }
        closed = new ArrayList<>(parts.subList(0, before));
        closedSize = closed.stream().mapToInt(Part::size).sum();
    }

    boolean isInText() {
        return open instanceof TextDraft;
    }

    boolean isInReasoning() {
        return open instanceof ReasoningDraft;
    }

    /** The text that is open, or the next part. */
    PartDraft text() {
        return open instanceof TextDraft text
                ? text
                : next(new TextDraft(closeAndCount(), "", imageHosts));
    }

    /** The thought that is open, or the next part. */
    PartDraft reasoning() {
        return open instanceof ReasoningDraft reasoning
                ? reasoning
                : next(new ReasoningDraft(closeAndCount()));
    }

    private PartDraft next(PartDraft part) {
        open = part;
        return part;
    }

    private int closeAndCount() {
        close();
        return closed.size();
    }

    void close() {
        if (open != null) {
            Piece last = open.finish();
            if (last != null) {
                waiting.add(last);
            }
            closed.add(open.part());
            closedSize += open.length();
            open = null;
        }
    }

    /** How many nothing can be added to. */
    int closed() {
        return closed.size();
    }

    /** UTF-16 code units. */
    int size() {
        return closedSize + (open == null ? 0 : open.length());
    }

    /** UTF-16 code units that nobody has taken. */
    int pending() {
        return waiting.stream().mapToInt(Piece::size).sum() + (open == null ? 0 : open.pending());
    }

    /** What nobody has taken: at most one piece of a part, one behind the other. */
    List<Piece> take() {
        List<Piece> pieces = new ArrayList<>(waiting);
        waiting.clear();
        Piece last = open == null ? null : open.take();
        if (last != null) {
            pieces.add(last);
        }
        return pieces;
    }

    /** What this run has written of the answer. */
    Written written() {
        List<Written.Stretch> stretches = new ArrayList<>();
        for (int i = before; i < closed.size(); i++) {
            if (closed.get(i) instanceof Part.Text(String text, var _)) {
                stretches.add(stretch(i, text));
            }
        }
        if (open instanceof TextDraft draft) {
            stretches.add(stretch(closed.size(), draft.text()));
        }
        return new Written(stretches);
    }

    private Written.Stretch stretch(int part, String text) {
        int from = part == before ? keptLength : 0;
        return new Written.Stretch(part, from, text.substring(from));
    }

    /** What this run has thought. */
    String reasoned() {
        return all().skip(before)
                .filter(Part.Reasoning.class::isInstance)
                .map(part -> ((Part.Reasoning) part).text())
                .collect(Collectors.joining());
    }

    Stream<Part> all() {
        return Stream.concat(closed.stream(), Stream.ofNullable(open).map(PartDraft::part));
    }
}
