package dev.holdfast.worker.provider.resume;

/**
 * Joins what a model writes to the beginning that it was asked to go on from. What it repeats of
 * that is cut away: the last words, as it was asked to; a remark before them; or all of the
 * beginning, where it wrote that once more. Where nothing is repeated, it went on.
 *
 * <p>White space is not compared, since models break lines anew. Holds back only what may yet turn
 * out to be a repetition. A model that begins its answer again in other words cannot be joined; see
 * {@link Joined#anew}. Not thread-safe.
 */
final class Splice {
    /** A shorter likeness may be chance; in characters that are not white space. */
    private static final int CERTAIN = 8;

    /** Likewise, for what is looked for anywhere in a remark, or at the start of the beginning. */
    private static final int UNMISTAKABLE = 16;

    /** How far back from its end the repetition of a beginning may start; not white space. */
    private static final int REACH = 400;

    /** The longest remark, in UTF-16 code units. */
    private static final int REMARK = 120;

    /** What a remark before repeated words opens with, where not with a capital letter. */
    private static final String OPENINGS = "\"'`“„‘«…>";

    /**
     * What may be passed on.
     *
     * @param anew the model began its answer again, and this is the start of that
     */
    record Joined(String text, boolean anew) {
        private static final Joined NOTHING = new Joined("", false);
    }

    private final String kept;
    private final Dense beginning;
    private final Dense anchor;
    private final StringBuilder held = new StringBuilder();
    private boolean decided;

    /** White space at the end of the beginning that a repetition brings once more. */
    private int blanksTwice;

    /**
     * @param kept the beginning; not blank
     */
    Splice(String kept) {
        this.kept = kept;
        this.beginning = Dense.of(kept);
        this.anchor = Dense.of(Instruction.anchor(kept));
    }

    /** All that a model wrote at once. */
    static Joined whole(String kept, String written) {
        Splice splice = new Splice(kept);
        Joined taken = splice.take(written);
        Joined rest = splice.finish();
        return new Joined(taken.text() + rest.text(), taken.anew() || rest.anew());
    }

    Joined take(String piece) {
        if (decided) {
            return new Joined(withoutBlanksTwice(piece), false);
        }
        held.append(piece);
        return decide(false);
    }

    /** There will be no more. */
    Joined finish() {
        return decided ? Joined.NOTHING : decide(true);
    }

    private Joined decide(boolean atEnd) {
        Dense written = Dense.of(held);
        if (written.isEmpty()) {
            return atEnd ? asItIs() : Joined.NOTHING;
        }
        if (written.startsWith(anchor)) {
            return after(written, anchor.length());
        }
        if (written.startsWith(beginning)) {
            return after(written, beginning.length());
        }
        boolean mayBeRepeating =
                beginning.indexNearEnd(written, REACH) >= 0 || beginning.startsWith(written);
        if (mayBeRepeating && !atEnd) {
            return Joined.NOTHING;
        }
        int repeated = beginning.endThatBegins(written, REACH);
        if (repeated >= CERTAIN || isFromTheWordsFirstLetter(repeated)) {
            return after(written, repeated);
        }
        if (beginning.sharedStart(written) >= UNMISTAKABLE) {
            decided = true;
            return new Joined(drain(0), true);
        }
        return afterRemark(written, atEnd);
    }

    /** The beginning ends within a word that the model wrote whole. */
    private boolean isFromTheWordsFirstLetter(int repeated) {
        if (repeated < 3 || !Character.isLetter(kept.charAt(kept.length() - 1))) {
            return false;
        }
        int from = beginning.at(beginning.length() - repeated);
        return Character.isLetter(kept.charAt(from))
                && (from == 0 || !Character.isLetterOrDigit(kept.charAt(from - 1)))
                && !Character.isWhitespace(held.charAt(0));
    }

    private Joined afterRemark(Dense written, boolean atEnd) {
        if (anchor.length() < UNMISTAKABLE || !opensLikeRemark()) {
            return asItIs();
        }
        int at = written.indexOf(anchor);
        if (at >= 0 && written.at(at) <= REMARK) {
            return after(written, at + anchor.length());
        }
        boolean mayCome = held.length() <= REMARK + Instruction.anchor(kept).length();
        return mayCome && !atEnd ? Joined.NOTHING : asItIs();
    }

    /** By a mark, or by a capital letter where the beginning ends within a sentence. */
    private boolean opensLikeRemark() {
        int first = held.toString().stripLeading().codePointAt(0);
        int last = kept.codePointBefore(kept.stripTrailing().length());
        return OPENINGS.indexOf(first) >= 0
                || (Character.isUpperCase(first) && Character.isLetterOrDigit(last));
    }

    private Joined after(Dense written, int repeated) {
        decided = true;
        blanksTwice = kept.length() - kept.stripTrailing().length();
        return new Joined(withoutBlanksTwice(drain(written.after(repeated))), false);
    }

    private Joined asItIs() {
        decided = true;
        return new Joined(drain(0), false);
    }

    private String withoutBlanksTwice(String piece) {
        int from = 0;
        while (blanksTwice > 0 && from < piece.length()) {
            if (Character.isWhitespace(piece.charAt(from))) {
                from++;
                blanksTwice--;
            } else {
                blanksTwice = 0;
            }
        }
        return piece.substring(from);
    }

    private String drain(int from) {
        String rest = held.substring(from);
        held.setLength(0);
        return rest;
    }
}
