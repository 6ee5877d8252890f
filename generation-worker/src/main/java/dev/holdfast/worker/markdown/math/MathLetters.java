package dev.holdfast.worker.markdown.math;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of Unicode's mathematical alphabets, by the name that MathML gave it. Browsers no longer read
 * that name; they want the character itself.
 *
 * @param capital code point of its A; 0 where it has none, as in the others
 * @param others code points that lie elsewhere, by the plain letter: they were there before
 */
record MathLetters(
        int capital,
        int small,
        int digit,
        int greekCapital,
        int greekSmall,
        Map<Integer, Integer> others) {

    static final MathLetters NONE = new MathLetters(0, 0, 0, 0, 0, Map.of());

    private static final Map<String, MathLetters> BY_NAME =
            Map.ofEntries(
                    Map.entry("bold", letters(0x1D400, 0x1D41A, 0x1D7CE, 0x1D6A8, 0x1D6C2, "", "")),
                    Map.entry(
                            "italic",
                            letters(0x1D434, 0x1D44E, 0, 0x1D6E2, 0x1D6FC, "h", "\u210E")),
                    Map.entry(
                            "bold-italic", letters(0x1D468, 0x1D482, 0, 0x1D71C, 0x1D736, "", "")),
                    Map.entry(
                            "script",
                            letters(
                                    0x1D49C,
                                    0x1D4B6,
                                    0,
                                    0,
                                    0,
                                    "BEFHILMRego",
                                    "\u212C\u2130\u2131\u210B\u2110\u2112\u2133\u211B\u212F\u210A"
                                            + "\u2134")),
                    Map.entry("bold-script", letters(0x1D4D0, 0x1D4EA, 0, 0, 0, "", "")),
                    Map.entry(
                            "fraktur",
                            letters(
                                    0x1D504,
                                    0x1D51E,
                                    0,
                                    0,
                                    0,
                                    "CHIRZ",
                                    "\u212D\u210C\u2111\u211C\u2128")),
                    Map.entry("bold-fraktur", letters(0x1D56C, 0x1D586, 0, 0, 0, "", "")),
                    Map.entry(
                            "double-struck",
                            letters(
                                    0x1D538,
                                    0x1D552,
                                    0x1D7D8,
                                    0,
                                    0,
                                    "CHNPQRZ",
                                    "\u2102\u210D\u2115\u2119\u211A\u211D\u2124")),
                    Map.entry("sans-serif", letters(0x1D5A0, 0x1D5BA, 0x1D7E2, 0, 0, "", "")),
                    Map.entry("bold-sans-serif", letters(0x1D5D4, 0x1D5EE, 0x1D7EC, 0, 0, "", "")),
                    Map.entry("sans-serif-italic", letters(0x1D608, 0x1D622, 0, 0, 0, "", "")),
                    Map.entry("monospace", letters(0x1D670, 0x1D68A, 0x1D7F6, 0, 0, "", "")));

    private static MathLetters letters(
            int capital,
            int small,
            int digit,
            int greekCapital,
            int greekSmall,
            String plain,
            String other) {
        Map<Integer, Integer> others = new HashMap<>();
        for (int i = 0; i < plain.length(); i++) {
            others.put((int) plain.charAt(i), (int) other.charAt(i));
        }
        return new MathLetters(capital, small, digit, greekCapital, greekSmall, Map.copyOf(others));
    }

    static MathLetters of(@Nullable String mathvariant) {
        return mathvariant == null ? NONE : BY_NAME.getOrDefault(mathvariant, NONE);
    }

    String write(String plain) {
        if (equals(NONE)) {
            return plain;
        }
        StringBuilder letters = new StringBuilder();
        plain.codePoints().map(this::letter).forEach(letters::appendCodePoint);
        return letters.toString();
    }

    private int letter(int plain) {
        Integer other = others.get(plain);
        if (other != null) {
            return other;
        }
        if (plain >= 'A' && plain <= 'Z') {
            return moved(plain, 'A', capital);
        }
        if (plain >= 'a' && plain <= 'z') {
            return moved(plain, 'a', small);
        }
        if (plain >= '0' && plain <= '9') {
            return moved(plain, '0', digit);
        }
        if (plain >= 0x391 && plain <= 0x3A9) {
            return moved(plain, 0x391, greekCapital);
        }
        if (plain >= 0x3B1 && plain <= 0x3C9) {
            return moved(plain, 0x3B1, greekSmall);
        }
        return plain;
    }

    private static int moved(int plain, int from, int to) {
        return to == 0 ? plain : plain - from + to;
    }
}
