package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.HtmlPatch;
import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import dev.holdfast.worker.markdown.AnswerHtml;
import dev.holdfast.worker.markdown.ImageHosts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text while it is written. HTML is made when it is taken, so that tokens that wait together are
 * parsed once.
 */
final class TextDraft implements PartDraft {
    private final int part;
    private final StringBuilder text;
    private final AnswerHtml html;

    /** How much of the text has been taken; what was kept from the attempt before is. */
    private int taken;

    /** How much of the text is in the HTML. Kept text is rendered anew, hence not the same. */
    private int rendered;

    /**
     * @param part its index in the content
     * @param kept what an earlier run wrote of it; readers have it, but for its HTML
     */
    TextDraft(int part, String kept, ImageHosts imageHosts) {
        this.part = part;
        this.text = new StringBuilder(kept);
        this.taken = kept.length();
        this.html = new AnswerHtml(imageHosts);
    }

    @Override
    public void add(String piece) {
        text.append(piece);
    }

    String text() {
        return text.toString();
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public int pending() {
        return text.length() - taken;
    }

    @Override
    public @Nullable Piece take() {
        return rendered == text.length() ? null : taken(html.append(rest()));
    }

    @Override
    public @Nullable Piece finish() {
        List<HtmlPatch> patches = new ArrayList<>(html.append(rest()));
        patches.addAll(html.finish());
        return taken(patches);
    }

    private String rest() {
        return text.substring(rendered);
    }

    /** All that nobody has taken, with at most one patch of each block. */
    private @Nullable Piece taken(List<HtmlPatch> patches) {
        Piece piece =
                new Piece.Text(
                        part, taken, text.substring(taken), HtmlPatch.merge(List.of(), patches));
        taken = text.length();
        rendered = text.length();
        return piece.isPlaced() ? piece : null;
    }

    @Override
    public Part part() {
        return new Part.Text(text.toString(), html.blocks());
    }
}
