package dev.holdfast.worker.run;

import dev.holdfast.contracts.content.Part;
import dev.holdfast.contracts.content.Piece;
import org.jspecify.annotations.Nullable;

/** A thought while it is thought. */
final class ReasoningDraft implements PartDraft {
    private final int part;
    private final StringBuilder text = new StringBuilder();
    private int taken;

    /**
     * @param part its index in the content
     */
    ReasoningDraft(int part) {
        this.part = part;
    }

    @Override
    public void add(String piece) {
        text.append(piece);
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
        if (taken == text.length()) {
            return null;
        }
        Piece piece = new Piece.Reasoning(part, taken, text.substring(taken), null);
        taken = text.length();
        return piece;
    }

    @Override
    public @Nullable Piece finish() {
        return take();
    }

    @Override
    public Part part() {
        return new Part.Reasoning(text.toString(), null);
    }
}
