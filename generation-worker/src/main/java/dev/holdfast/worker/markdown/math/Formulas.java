package dev.holdfast.worker.markdown.math;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Formulas as MathML. A paragraph that is still being written is rendered at every token, and its
 * formulas with it, so that what was rendered lately is kept, for all answers together. The same
 * formula always gives the same result: what bounds it is counted, not timed. May be used by any
 * thread.
 */
public final class Formulas {
    /** UTF-16 code units of TeX. */
    public static final int LONGEST = 4000;

    /** UTF-16 code units of formulas and their MathML. */
    private static final int KEPT = 2_000_000;

    private static final Formulas SHARED = new Formulas();

    private final Katex katex = new Katex();

    /** The least recently used first. */
    private final SequencedMap<Formula, Optional<String>> kept =
            new LinkedHashMap<>(64, 0.75f, true);

    private int size;

    private Formulas() {}

    /**
     * @return empty if it is no formula, asks for what does not exist or is refused, or would be
     *     too large
     */
    public static Optional<String> mathml(Formula formula) {
        if (formula.tex().length() > LONGEST) {
            return Optional.empty();
        }
        return SHARED.find(formula);
    }

    /** Loads what renders formulas, some hundred milliseconds of work. */
    public static void warmUp() {
        mathml(new Formula("x", false));
    }

    private Optional<String> find(Formula formula) {
        synchronized (kept) {
            Optional<String> found = kept.get(formula);
            if (found != null) {
                return found;
            }
        }
        Optional<String> made =
                katex.render(formula).flatMap(html -> MathMl.safe(html, formula.tex()));
        synchronized (kept) {
            if (kept.put(formula, made) == null) {
                size += sizeOf(formula, made);
            }
            while (size > KEPT) {
                Map.Entry<Formula, Optional<String>> oldest = kept.pollFirstEntry();
                size -= sizeOf(oldest.getKey(), oldest.getValue());
            }
        }
        return made;
    }

    private static int sizeOf(Formula formula, Optional<String> mathml) {
        return formula.tex().length() + mathml.map(String::length).orElse(0);
    }
}
