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

    /** What is held. */
    private final Dense written = Dense.of("");

    /** How much of it the beginning begins with. */
    private int shared;

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
        written.add(piece);
        return decide(false);
    }

    /** There will be no more. */
    Joined finish() {
        return decided ? Joined.NOTHING : decide(true);
    }

    /** It was cut off. A repetition that was under way is no loss: all of it is there. */
    Joined cutOff() {
        return decided || isRepeating() ? Joined.NOTHING : decide(true);
    }

    private Joined decide(boolean atEnd) {
        if (written.isEmpty()) {
            return atEnd ? asItIs() : Joined.NOTHING;
        }
        shared = beginning.sharedStart(written, shared);
        // A short anchor may be how the beginning begins as well.
        boolean tellsApart = anchor.length() >= CERTAIN || shared < anchor.length();
        if (tellsApart && anchor.sharedStart(written, 0) == anchor.length()) {
            return after(anchor.length());
        }
        if (shared == beginning.length()) {
            return after(beginning.length());
        }
        if (isRepeating() && !atEnd) {
            return Joined.NOTHING;
        }
        int repeated = beginning.endThatBegins(written, REACH);
        if (repeated >= CERTAIN || isFromTheWordsFirstLetter(repeated)) {
            return after(repeated);
        }
        if (shared >= UNMISTAKABLE) {
            decided = true;
            return new Joined(drain(0), true);
        }
        return afterRemark(atEnd);
    }

    private boolean isRepeating() {
        return shared == written.length() || beginning.hasNearEnd(written, REACH);
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

    private Joined afterRemark(boolean atEnd) {
        if (anchor.length() < UNMISTAKABLE || !opensLikeRemark()) {
            return asItIs();
        }
        int at = written.indexOf(anchor);
        if (at >= 0 && written.at(at) <= REMARK) {
            return after(at + anchor.length());
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

    private Joined after(int repeated) {
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
