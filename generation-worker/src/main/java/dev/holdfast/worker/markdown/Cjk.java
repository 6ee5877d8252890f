package dev.holdfast.worker.markdown;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * Which characters are Chinese, Japanese or Korean, their punctuation and their wide forms of Latin
 * among them: those that East Asian typography sets wide, without emoji, and all of Hangul.
 */
final class Cjk {
    /** Nothing before it is one. */
    private static final int FIRST = 0x1100;

    private static final int WON = 0x20A9;
    private static final int FULL_WIDTH_FORM = 0xFE01;
    private static final int HALF_FILL_SPACE = 0x303F;

    private static final Set<UnicodeScript> SCRIPTS =
            Set.of(
                    UnicodeScript.HAN,
                    UnicodeScript.HIRAGANA,
                    UnicodeScript.KATAKANA,
                    UnicodeScript.BOPOMOFO,
                    UnicodeScript.HANGUL,
                    UnicodeScript.YI,
                    UnicodeScript.TANGUT,
                    UnicodeScript.NUSHU,
                    UnicodeScript.KHITAN_SMALL_SCRIPT);

    /** Those whose characters belong to no script, or to several. */
    private static final Set<UnicodeBlock> BLOCKS =
            Set.of(
                    UnicodeBlock.IDEOGRAPHIC_DESCRIPTION_CHARACTERS,
                    UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION,
                    UnicodeBlock.HIRAGANA,
                    UnicodeBlock.KATAKANA,
                    UnicodeBlock.KANBUN,
                    UnicodeBlock.CJK_STROKES,
                    UnicodeBlock.ENCLOSED_CJK_LETTERS_AND_MONTHS,
                    UnicodeBlock.CJK_COMPATIBILITY,
                    UnicodeBlock.VERTICAL_FORMS,
                    UnicodeBlock.CJK_COMPATIBILITY_FORMS,
                    UnicodeBlock.SMALL_FORM_VARIANTS,
                    UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS,
                    UnicodeBlock.ENCLOSED_IDEOGRAPHIC_SUPPLEMENT);

    private Cjk() {}

    static boolean is(int codePoint) {
        if (codePoint < FIRST) {
            return false;
        }
        return codePoint == WON
                || SCRIPTS.contains(UnicodeScript.of(codePoint))
                || (BLOCKS.contains(UnicodeBlock.of(codePoint))
                        && codePoint != HALF_FILL_SPACE
                        && !Character.isEmojiPresentation(codePoint));
    }

    /** Whether the text before {@code end} ends with one, and with what chooses its form. */
    static boolean endsWith(CharSequence text, int end) {
        int last = Character.codePointBefore(text, end);
        if (isIdeographicVariation(last)) {
            return true;
        }
        if (!isVariation(last) || end < 2) {
            return is(last);
        }
        int varied = Character.codePointBefore(text, end - 1);
        return is(varied) || (last == FULL_WIDTH_FORM && isQuotationMark(varied));
    }

    private static boolean isIdeographicVariation(int codePoint) {
        return codePoint >= 0xE0100 && codePoint <= 0xE01EF;
    }

    /** But for the one that makes an emoji. */
    private static boolean isVariation(int codePoint) {
        return codePoint >= 0xFE00 && codePoint <= 0xFE0E;
    }

    private static boolean isQuotationMark(int codePoint) {
        return codePoint == 0x2018
                || codePoint == 0x2019
                || codePoint == 0x201C
                || codePoint == 0x201D;
    }
}
