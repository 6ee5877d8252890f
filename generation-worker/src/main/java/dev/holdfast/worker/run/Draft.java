package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.worker.markdown.ImageHosts;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Completion.Correction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answer as far as it has come: what was taken for the log, and what has not been. Its parts
 * stand in the order in which the model thought and wrote; the last one is open. Confined to the
 * run's context.
 *
 * <p>White space alone opens no part: it waits, and begins the part that its kind opens next, so
 * that blank lines between two thoughts are no text, and nothing of the answer is lost.
 *
 * <p>A kept text goes on in its part. What the model thinks before its first word there would split
 * it, and is held back for good: a later correction may need it, and nobody else.
 */
final class Draft {
    /** More parts than any model makes; each costs a record some hundred bytes. */
    static final int MOST_PARTS = 4_096;

    /**
     * What the next record brings.
     *
     * @param pieces one of a part at most, one behind the other
     * @param citations what is new of them
     * @param anew with it the model begins its answer again, below what there is
     */
    record Growth(List<Piece> pieces, List<Citation> citations, boolean anew) {}

    private final ImageHosts imageHosts;

    /** What an earlier run wrote and this one keeps. */
    private final Content kept;

    /** Whether this run goes on with the last part that is kept, which is a text then. */
    private final boolean continues;

    /** How many of the kept parts this run does not go on with. */
    private final int before;

    /** Length of the text that it goes on with, in UTF-16 code units. */
    private final int keptLength;

    private final WholeCharacters textPieces = new WholeCharacters();
    private final WholeCharacters reasoningPieces = new WholeCharacters();
    private final Citations citations;

    /** Nothing is added to these any more. */
    private final List<Part> closed = new ArrayList<>();

    /** UTF-16 code units of them. */
    private int closedSize;

    /** The last one; null where there is none, or where it came whole. */
    private @Nullable PartDraft open;

    /** Of parts that were closed since pieces were last taken. */
    private final List<Piece> waiting = new ArrayList<>();

    /** White space of the answer that may begin a text. */
    private final StringBuilder heldText = new StringBuilder();

    /** White space that may begin a thought. */
    private final StringBuilder heldReasoning = new StringBuilder();

    /** What was thought before the first word that goes on with a kept text. */
    private final StringBuilder unsaid = new StringBuilder();

    /** Whether this run has written a word of text. */
    private boolean spoke;

    /** Whether the next text is the first of an answer that was begun again. */
    private boolean anew;

    /**
     * @param kept what stays of what an earlier run wrote; readers have it, but for the HTML of its
     *     last part
     */
    Draft(Content kept, ImageHosts imageHosts) {
        this.imageHosts = imageHosts;
        this.kept = kept;
        this.citations = new Citations(kept.citations());
        List<Part> parts = kept.parts();
        this.continues = !parts.isEmpty() && parts.getLast() instanceof Part.Text;
        this.before = continues ? parts.size() - 1 : parts.size();
        this.keptLength = continues ? parts.getLast().length() : 0;
        begin();
    }

    /** As it is before this run's first word. */
    private void begin() {
        closed.clear();
        closed.addAll(kept.parts().subList(0, before));
        closedSize = closed.stream().mapToInt(Part::size).sum();
        open = null;
        if (continues && kept.parts().getLast() instanceof Part.Text(String text, var _)) {
            open = new TextDraft(before, text, imageHosts);
        }
    }

    void answer(String piece) {
        String whole = textPieces.take(piece);
        if (spoke && open instanceof TextDraft) {
            open.add(whole);
            return;
        }
        heldText.append(whole);
        if (!whole.isBlank()) {
            spoke = true;
            text().add(drained(heldText));
        }
    }

    void reason(String piece) {
        String whole = reasoningPieces.take(piece);
        if (continues && !spoke) {
            unsaid.append(whole);
            return;
        }
        if (open instanceof ReasoningDraft) {
            open.add(whole);
            return;
        }
        heldReasoning.append(whole);
        if (!whole.isBlank()) {
            reasoning().add(drained(heldReasoning));
        }
    }

    /** The text that is open, or the next part. */
    private PartDraft text() {
        if (open instanceof TextDraft text) {
            return text;
        }
        closeOpen();
        PartDraft next = new TextDraft(closed.size(), "", imageHosts);
        open = next;
        return next;
    }

    private PartDraft reasoning() {
        closeOpen();
        PartDraft next = new ReasoningDraft(closed.size());
        open = next;
        return next;
    }

    private void closeOpen() {
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

    private static String drained(StringBuilder held) {
        String all = held.toString();
        held.setLength(0);
        return all;
    }

    /** What is answered next begins the answer again. */
    void beganAnew() {
        anew = true;
    }

    void cite(Cited cited) {
        // All of the text is looked at for a place alone: some providers say their list again and
        // again.
        citations.add(cited, cited instanceof Cited.Placed ? written() : Written.NOTHING);
    }

    /** What this run has written of the answer. */
    private Written written() {
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

    /** What this run has thought, said or not. */
    private String reasoned() {
        StringBuilder all = new StringBuilder(unsaid);
        ownParts()
                .filter(Part.Reasoning.class::isInstance)
                .forEach(part -> all.append(((Part.Reasoning) part).text()));
        return all.append(heldReasoning).toString();
    }

    private Stream<Part> ownParts() {
        return Stream.concat(
                closed.subList(before, closed.size()).stream(),
                Stream.ofNullable(open).map(PartDraft::part));
    }

    /** UTF-16 code units of all that was said, and of what is held back. */
    int size() {
        return closedSize
                + (open == null ? 0 : open.length())
                + heldText.length()
                + heldReasoning.length()
                + unsaid.length();
    }

    /** Whether it has more parts than it may. */
    boolean hasTooManyParts() {
        return closed.size() >= MOST_PARTS;
    }

    /** UTF-16 code units that nobody has taken. */
    int pending() {
        return waiting.stream().mapToInt(Piece::size).sum() + (open == null ? 0 : open.pending());
    }

    /**
     * @return null if there is nothing new
     */
    @Nullable Growth take() {
        List<Piece> pieces = new ArrayList<>(waiting);
        Piece more = open == null ? null : open.take();
        if (more != null) {
            pieces.add(more);
        }
        if (pieces.isEmpty() && !citations.hasNews()) {
            return null;
        }
        waiting.clear();
        boolean begins = anew && pieces.stream().anyMatch(Draft::isText);
        anew = anew && !begins;
        return new Growth(pieces, citations.take(), begins);
    }

    private static boolean isText(Piece piece) {
        return piece instanceof Piece.Text text && text.added() > 0;
    }

    /**
     * At the end: what this run's pieces have turned out to be. The end carries the whole answer,
     * so a reader needs nothing else to follow.
     */
    void correct(Correction correction) {
        String answered = written().text() + drained(heldText);
        String reasoned = reasoned();
        begin();
        waiting.clear();
        heldReasoning.setLength(0);
        String thought = correction.reasoning(answered, reasoned);
        if (!continues && !thought.isBlank()) {
            reasoning().add(thought);
        }
        String text = correction.text(answered, reasoned);
        if (continues || !text.isBlank()) {
            text().add(text);
        }
        citations.forgetPlacesBehind(kept.mark());
    }

    /** What it says, reasoning left aside. */
    String answered() {
        return new Content(
                        Stream.concat(closed.stream(), Stream.ofNullable(open).map(PartDraft::part))
                                .toList(),
                        List.of())
                .text();
    }

    /** The whole, closed. Once; nothing can be added after it. */
    Content close() {
        if (open instanceof TextDraft) {
            open.add(drained(heldText));
        }
        closeOpen();
        return new Content(closed.stream().map(this::shown).toList(), citations.all());
    }

    /** A kept text may have come without its HTML. */
    private Part shown(Part part) {
        if (part instanceof Part.Text(String text, List<String> html)
                && html.isEmpty()
                && !text.isEmpty()) {
            TextDraft again = new TextDraft(0, text, imageHosts);
            var _ = again.finish();
            return again.part();
        }
        return part;
    }
}
