package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Citation;
import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.worker.markdown.ImageHosts;
import dev.holdfast.worker.provider.Cited;
import dev.holdfast.worker.provider.Completion.Correction;
import java.util.List;
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

    private final WholeCharacters textPieces = new WholeCharacters();
    private final WholeCharacters reasoningPieces = new WholeCharacters();
    private final Citations citations;
    private DraftedParts parts;

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
        this.parts = new DraftedParts(kept, imageHosts);
        this.continues = parts.isInText();
    }

    void answer(String piece) {
        String whole = textPieces.take(piece);
        if (spoke && parts.isInText()) {
            parts.text().add(whole);
            return;
        }
        heldText.append(whole);
        if (!whole.isBlank()) {
            spoke = true;
            parts.text().add(drained(heldText));
        }
    }

    void reason(String piece) {
        String whole = reasoningPieces.take(piece);
        if (continues && !spoke) {
            unsaid.append(whole);
            return;
        }
        if (parts.isInReasoning()) {
            parts.reasoning().add(whole);
            return;
        }
        heldReasoning.append(whole);
        if (!whole.isBlank()) {
            parts.reasoning().add(drained(heldReasoning));
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
        citations.add(cited, cited instanceof Cited.Placed ? parts.written() : Written.NOTHING);
    }

    /** UTF-16 code units of all that was said, and of what is held back. */
    int size() {
        return parts.size() + heldText.length() + heldReasoning.length() + unsaid.length();
    }

    /** Whether it has more parts than it may. */
    boolean hasTooManyParts() {
        return parts.closed() >= MOST_PARTS;
    }

    /** UTF-16 code units that nobody has taken. */
    int pending() {
        return parts.pending();
    }

    /**
     * @return null if there is nothing new
     */
    @Nullable Growth take() {
        List<Piece> pieces = parts.take();
        if (pieces.isEmpty() && !citations.hasNews()) {
            return null;
        }
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
        String answered = parts.written().text() + drained(heldText);
        String reasoned = unsaid + parts.reasoned() + drained(heldReasoning);
        parts = new DraftedParts(kept, imageHosts);
        String thought = correction.reasoning(answered, reasoned);
        if (!continues && !thought.isBlank()) {
            parts.reasoning().add(thought);
        }
        String text = correction.text(answered, reasoned);
        if (continues || !text.isBlank()) {
            parts.text().add(text);
        }
        citations.forgetPlacesBehind(kept.mark());
    }

    /** What it says, reasoning left aside. */
    String answered() {
        return new Content(parts.all().toList(), List.of()).text();
    }

    /** The whole, closed. Once; nothing can be added after it. */
    Content close() {
        if (parts.isInText()) {
            parts.text().add(drained(heldText));
        }
        parts.close();
        return new Content(parts.all().map(this::shown).toList(), citations.all());
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
