package dev.holdfast.worker.markdown;

import org.commonmark.node.FencedCodeBlock;

/** Fenced code whose first lines are settled, and so are no longer part of what is parsed. */
final class ResumedCode extends FencedCodeBlock {
    private final int state;

    private ResumedCode(int state) {
        this.state = state;
    }

    /** What the lines before left, see {@code code.Line}. */
    int state() {
        return state;
    }

    /** Puts itself in the place of a block that was parsed without its first lines. */
    static void replace(FencedCodeBlock code, int state) {
        ResumedCode resumed = new ResumedCode(state);
        resumed.setFenceCharacter(code.getFenceCharacter());
        resumed.setOpeningFenceLength(code.getOpeningFenceLength());
        resumed.setClosingFenceLength(code.getClosingFenceLength());
        resumed.setFenceIndent(code.getFenceIndent());
        resumed.setInfo(code.getInfo());
        resumed.setLiteral(code.getLiteral());
        resumed.setSourceSpans(code.getSourceSpans());
        code.insertBefore(resumed);
        code.unlink();
    }
}
