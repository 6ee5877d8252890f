package dev.holdfast.worker.provider;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a provider says of where its answer comes from. */
public sealed interface Cited {

    /** As the provider wrote it; not checked. */
    String url();

    @Nullable String title();

    /** The answer as a whole rests on it. */
    record Page(String url, @Nullable String title) implements Cited {}

    /**
     * Wherever the mark stands in the answer's text.
     *
     * @param mark such as {@code [1]}; only where the provider's marks are certain
     */
    record Marked(String url, @Nullable String title, String mark) implements Cited {}

    /** One passage of the answer's text rests on it. */
    record Placed(String url, @Nullable String title, Passage passage) implements Cited {}

    /** The same where the place in the text is not certain any more. */
    default Cited withoutPlace() {
        return this instanceof Placed ? new Page(url(), title()) : this;
    }

    /** From one place of what a call has answered to before another, in UTF-16 code units. */
    record Range(int from, int to) {}

    /**
     * A stretch of what one call has answered, as its provider counts.
     *
     * @param base where the provider begins to count, in UTF-16 code units of the call's answer
     * @param from of the passage, from the base
     * @param to behind its last character, from the base
     * @param words what stands there; null where the provider does not repeat it
     */
    record Passage(int base, int from, int to, Unit unit, @Nullable String words) {

        /**
         * @param answered all that the call has answered so far
         * @return nothing where that does not reach so far, or where other words stand there
         */
        public Optional<Range> in(String answered) {
            if (base < 0 || base > answered.length() || from < 0 || to <= from) {
                return Optional.empty();
            }
            int begin = unit.offset(answered, base, from);
            int end = unit.offset(answered, base, to);
            boolean holds =
                    begin >= 0
                            && end > begin
                            && (words == null || words.equals(answered.substring(begin, end)));
            return holds ? Optional.of(new Range(begin, end)) : Optional.empty();
        }
    }

    /** What providers count text in. */
    enum Unit {
        CODE_UNITS {
            @Override
            int offset(String text, int base, int count) {
                return count > text.length() - base ? -1 : base + count;
            }
        },
        CODE_POINTS {
            @Override
            int offset(String text, int base, int count) {
                return count > text.codePointCount(base, text.length())
                        ? -1
                        : text.offsetByCodePoints(base, count);
            }
        },
        /** Of UTF-8. */
        BYTES {
            @Override
            int offset(String text, int base, int count) {
                int at = base;
                int bytes = 0;
                while (bytes < count && at < text.length()) {
                    int point = text.codePointAt(at);
                    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
                    at += Character.charCount(point);
                }
                return bytes == count ? at : -1;
            }
        };

        /**
         * @return the place in UTF-16 code units that is so many of this unit behind the base; -1
         *     where there is none
         */
        abstract int offset(String text, int base, int count);
    }
}
