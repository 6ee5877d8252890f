package dev.holdfast.worker.markdown;

import dev.holdfast.contracts.content.HtmlPatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a token costs, and whether the length of the answer matters: whole answers of up to 200 KB,
 * and single blocks of 20 KB, which cannot be settled or only in parts. Run by {@code deploy/bench
 * markdown}, never by a test: {@link CostTest} counts instead.
 */
final class MarkdownBench {
    /** UTF-16 code units, as models write. */
    private static final int TOKEN = 4;

    private static final int WARM_UPS = 3;
    private static final int RUNS = 7;
    private static final int BLOCK = 20_000;

    private MarkdownBench() {}

    public static void main(String[] arguments) throws IOException {
        AnswerHtml.warmUp();
        System.out.println(
                "µs per token of 4 characters: median of 7 runs (least - most), in the first and in"
                        + " the last quarter of the text; HTML added per token, in characters");
        for (Map.Entry<String, String> text : texts().entrySet()) {
            measure(text.getKey(), text.getValue());
        }
    }

    private static Map<String, String> texts() throws IOException {
        String answer;
        try (InputStream stream = MarkdownBench.class.getResourceAsStream("answer.md")) {
            answer = new String(stream.readAllBytes(), StandardCharsets.UTF_8) + "\n\n";
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int length : new int[] {2_000, 20_000, 200_000}) {
            texts.put("answer, " + length / 1000 + " KB", repeat("", answer, length));
        }
        texts.put("list", repeat("", "- an item with *some* words and `code`\n", BLOCK));
        texts.put("list, nested", repeat("- a\n", "  - an item with *some* words\n", BLOCK));
        texts.put("table", repeat("| a | b |\n|---|---|\n", "| one *cell* | `two` |\n", BLOCK));
        texts.put(
                "paragraph",
                repeat("", "some words of *one* paragraph, `that` never ends\n", BLOCK));
        texts.put("one line", repeat("", "some words of one line that never ends ", BLOCK));
        texts.put("quote", repeat("", "> some words of *one* quote that never ends\n", BLOCK));
        texts.put("formulas", repeat("", "for $x_1^2$ and \\(\\frac{a}{b}\\) it is so\n", BLOCK));
        String code = "  int sum = of(a, \"b\") + 1; // a comment\n";
        texts.put("code", repeat("```java\n", code, BLOCK));
        texts.put("code, plain", repeat("```\n", code, BLOCK));
        texts.put("code in a list", repeat("- a\n\n  ```java\n", "  " + code, BLOCK));
        texts.put("code, 200 KB", repeat("```java\n", code, 10 * BLOCK));
        texts.put("code, one line", repeat("```js\n", "let a = \"b\"; ", BLOCK));
        return texts;
    }

    private static String repeat(String head, String unit, int length) {
        return head + unit.repeat(Math.ceilDiv(length - head.length(), unit.length()));
    }

    private static void measure(String name, String text) {
        double[] whole = new double[RUNS];
        double[] first = new double[RUNS];
        double[] last = new double[RUNS];
        long added = 0;
        for (int run = -WARM_UPS; run < RUNS; run++) {
            Timed timed = Timed.of(text);
            if (run >= 0) {
                whole[run] = timed.perToken(0, 4);
                first[run] = timed.perToken(0, 1);
                last[run] = timed.perToken(3, 4);
                added = timed.added;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-16s %7.1f (%6.1f - %6.1f)   first %7.1f   last %7.1f   html %6d%n",
                name,
                median(whole),
                Arrays.stream(whole).min().orElseThrow(),
                Arrays.stream(whole).max().orElseThrow(),
                median(first),
                median(last),
                added * TOKEN / text.length());
    }

    private static double median(double[] values) {
        return Arrays.stream(values).sorted().toArray()[values.length / 2];
    }

    /** One answer, token by token. */
    private static final class Timed {
        /** Nanoseconds at each quarter, the start and the end included. */
        private final long[] marks;

        private final int tokens;
        private final long added;

        private Timed(long[] marks, int tokens, long added) {
            this.marks = marks;
            this.tokens = tokens;
            this.added = added;
        }

        static Timed of(String text) {
            AnswerHtml answer = new AnswerHtml(ImageHosts.NONE);
            int tokens = Math.ceilDiv(text.length(), TOKEN);
            long[] marks = new long[5];
            long added = 0;
            marks[0] = System.nanoTime();
            for (int token = 0; token < tokens; token++) {
                int at = token * TOKEN;
                String piece = text.substring(at, Math.min(text.length(), at + TOKEN));
                for (HtmlPatch patch : answer.append(piece)) {
                    added += patch.add().length();
                }
                marks[1 + 4 * token / tokens] = System.nanoTime();
            }
            for (HtmlPatch patch : answer.finish()) {
                added += patch.add().length();
            }
            marks[4] = System.nanoTime();
            return new Timed(marks, tokens, added);
        }

        double perToken(int from, int to) {
            return (marks[to] - marks[from]) / 1e3 / (tokens * (to - from) / 4.0);
        }
    }
}
