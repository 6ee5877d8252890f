package dev.holdfast.worker.run;

import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.Source;
import dev.holdfast.worker.markdown.AnswerHtml;
import dev.holdfast.worker.markdown.ImageHosts;
import dev.holdfast.worker.provider.Citation;
import dev.holdfast.worker.provider.Completion.Correction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer as far as it has come: what was taken for the log, and what has not been. HTML is made
 * when a piece is taken, so that tokens that wait together are parsed once. Confined to the run's
 * context.
 */
final class Draft {
    /**
     * The next piece for the log.
     *
     * @param from length of the text before it
     * @param reasoningFrom length of the reasoning before it
     * @param html at most one patch of each block
     * @param sources what is new of them
     * @param anew with it the model begins its answer again, below what there is
     */
    record Piece(
            int from,
            int reasoningFrom,
            String text,
            String reasoning,
            List<HtmlPatch> html,
            List<Source> sources,
            boolean anew) {}

    private final StringBuilder text;
    private final StringBuilder reasoning = new StringBuilder();
    private final WholeCharacters textPieces = new WholeCharacters();
    private final WholeCharacters reasoningPieces = new WholeCharacters();
    private final Sources sources;
    private AnswerHtml html;
    private final ImageHosts imageHosts;

    /** Length of the text that an earlier run wrote, in UTF-16 code units. */
    private final int kept;

    /** How much of the text has been taken; what was kept from the attempt before is. */
    private int textTaken;

    private int reasoningTaken;

    /** Whether the next piece is the first of an answer that was begun again. */
    private boolean anew;

    /** How much of the text is in the HTML. Kept text is rendered anew, hence not the same. */
    private int rendered;

    /**
     * @param keptSources what an earlier run's text rests on
     */
    Draft(String kept, List<Source> keptSources, ImageHosts imageHosts) {
        sources = new Sources(Source.keptWith(kept.length(), keptSources));
        this.imageHosts = imageHosts;
        this.kept = kept.length();
        html = new AnswerHtml(imageHosts);
        text = new StringBuilder(kept);
        textTaken = kept.length();
    }

    void answer(String piece) {
        text.append(textPieces.take(piece));
    }

    void reason(String piece) {
        reasoning.append(reasoningPieces.take(piece));
    }

    /** What is answered next begins the answer again. */
    void beganAnew() {
        anew = true;
    }

    void cite(Citation citation) {
        // All of the text is looked at for a place alone: some providers say their list again and
        // again.
        String answered = citation instanceof Citation.Placed ? text.substring(kept) : "";
        sources.add(citation, answered, kept);
    }

    String text() {
        return text.toString();
    }

    /** UTF-16 code units, text and reasoning together. */
    int size() {
        return text.length() + reasoning.length();
    }

    /** UTF-16 code units that nobody has taken. */
    int pending() {
        return text.length() - textTaken + reasoning.length() - reasoningTaken;
    }

    /**
     * @return null if there is nothing new
     */
    @Nullable Piece take() {
        if (rendered == text.length()
                && reasoningTaken == reasoning.length()
                && !sources.hasNews()) {
            return null;
        }
        boolean begins = anew && textTaken < text.length();
        Piece piece =
                new Piece(
                        textTaken,
                        reasoningTaken,
                        text.substring(textTaken),
                        reasoning.substring(reasoningTaken),
                        HtmlPatch.merge(List.of(), html.append(text.substring(rendered))),
                        sources.take(),
                        begins);
        anew = anew && !begins;
        textTaken = text.length();
        reasoningTaken = reasoning.length();
        rendered = text.length();
        return piece;
    }

    /**
     * At the end: what this run's pieces have turned out to be. The end carries the whole answer,
     * so a reader needs nothing else to follow.
     */
    void correct(Correction correction) {
        String answered = text.substring(kept);
        String reasoned = reasoning.toString();
        text.setLength(kept);
        text.append(correction.text(answered, reasoned));
        reasoning.setLength(0);
        reasoning.append(correction.reasoning(answered, reasoned));
        sources.forgetPlaces();
        html = new AnswerHtml(imageHosts);
        rendered = 0;
    }

    /** The text that was taken, with what was kept. */
    String taken() {
        return text.substring(0, textTaken);
    }

    List<Source> sources() {
        return sources.all();
    }

    /** The whole, closed. Once; nothing can be added after it. */
    Answer close() {
        html.append(text.substring(rendered));
        html.finish();
        return new Answer(text.toString(), html.blocks(), reasoning.toString(), sources.all());
    }

    /**
     * All of an answer.
     *
     * @param html the HTML of each top-level block
     */
    record Answer(String text, List<String> html, String reasoning, List<Source> sources) {

        Answer withoutReasoning() {
            return new Answer(text, html, "", sources);
        }

        Answer textAlone() {
            return new Answer(text, List.of(), "", List.of());
        }
    }
}
