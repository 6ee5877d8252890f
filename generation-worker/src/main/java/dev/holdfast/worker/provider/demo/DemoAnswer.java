package dev.holdfast.worker.provider.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An answer that looks like one: it takes up the prompt's words and has everything that markdown
 * has. A pure function of prompt and length.
 */
record DemoAnswer(String reasoning, String text) {
    private static final int TOPIC_WORDS = 5;

    /** Words that say how something is asked, not what about. */
    private static final Set<String> ASKING =
            Set.of(
                    "a",
                    "about",
                    "an",
                    "and",
                    "are",
                    "can",
                    "could",
                    "describe",
                    "do",
                    "does",
                    "explain",
                    "for",
                    "give",
                    "how",
                    "i",
                    "in",
                    "is",
                    "it",
                    "me",
                    "of",
                    "on",
                    "please",
                    "should",
                    "show",
                    "tell",
                    "that",
                    "the",
                    "this",
                    "to",
                    "was",
                    "we",
                    "what",
                    "when",
                    "where",
                    "which",
                    "who",
                    "why",
                    "with",
                    "would",
                    "write",
                    "you",
                    "your");

    static DemoAnswer to(String prompt, int sections) {
        String topic = topic(prompt);
        // String.hashCode is specified, so the answer is the same on every machine.
        Random dice = new Random(prompt.hashCode());
        List<String> parts = new ArrayList<>();
        parts.add(DemoText.opening(topic, dice));
        int first = dice.nextInt(DemoText.SECTIONS.size());
        for (int i = 0; i < sections; i++) {
            int which = (first + i) % DemoText.SECTIONS.size();
            parts.add(DemoText.SECTIONS.get(which).write(topic, i + 1, dice));
        }
        parts.add(DemoText.closing(topic, dice));
        return new DemoAnswer(DemoText.reasoning(topic, dice), String.join("\n\n", parts) + "\n");
    }

    /** The prompt's own words, without what would be markup. */
    private static String topic(String prompt) {
        List<String> words =
                Arrays.stream(prompt.split("[^\\p{L}\\p{N}]+", -1))
                        .filter(word -> !word.isBlank())
                        .toList();
        String telling =
                words.stream()
                        .filter(word -> !ASKING.contains(word.toLowerCase(Locale.ROOT)))
                        .limit(TOPIC_WORDS)
                        .collect(Collectors.joining(" "));
        if (!telling.isEmpty()) {
            return telling;
        }
        String any = words.stream().limit(TOPIC_WORDS).collect(Collectors.joining(" "));
        return any.isEmpty() ? "your question" : any;
    }
}
