package dev.holdfast.chaos.play;

import dev.holdfast.played.Script;
import java.time.Duration;
import java.util.Random;

/**
 * The answer to a prompt, a function of the prompt alone. Its words are numbered, so that no piece
 * of it is like another: what is missing, doubled or moved shows.
 *
 * @param text whole
 * @param reasoning whole; empty where the model does not think aloud
 * @param script how the provider says it
 */
public record PlayedAnswer(String text, String reasoning, Script script) {
    /** Code points in a chunk. */
    private static final int CHUNK = 4;

    /** Of the pauses that a script makes, the longest; silence up to here is the provider's. */
    public static final Duration LONGEST_PAUSE = Duration.ofMillis(1500);

    public static PlayedAnswer to(String prompt) {
        return new Maker(new Random(prompt.hashCode() * 31L + prompt.length())).make();
    }

    /** One answer; every draw of chance happens in the order of the methods' calls. */
    private static final class Maker {
        private final Random random;
        private int word;

        Maker(Random random) {
            this.random = random;
        }

        PlayedAnswer make() {
            double perSecond = pace();
            double seconds = 0.5 + Math.pow(random.nextDouble(), 2) * 16;
            int chunks = (int) Math.max(3, (perSecond == 0 ? 120 : perSecond) * seconds);
            String reasoning = random.nextInt(3) == 0 ? prose(chunks * CHUNK / 3) : "";
            String text = random.nextBoolean() ? markdown(chunks * CHUNK) : prose(chunks * CHUNK);
            Script script = Script.begin();
            if (random.nextInt(3) == 0) {
                script = script.open().pause(shortPause());
            }
            if (!reasoning.isEmpty()) {
                script = script.reason(reasoning, CHUNK, perSecond);
                script = random.nextBoolean() ? script.pause(shortPause()) : script;
            }
            return new PlayedAnswer(text, reasoning, said(script, text, perSecond).finish());
        }

        /** Chunks per second; 0 is all at once. */
        private double pace() {
            return switch (random.nextInt(10)) {
                case 0 -> 0;
                case 1, 2 -> 8;
                case 3, 4, 5, 6 -> 25;
                default -> 50;
            };
        }

        private Script said(Script before, String text, double perSecond) {
            if (random.nextInt(4) > 0) {
                return before.say(text, CHUNK, perSecond);
            }
            int half = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
            return before.say(text.substring(0, half), CHUNK, perSecond)
                    .pause(shortPause())
                    .say(text.substring(half), CHUNK, perSecond);
        }

        private Duration shortPause() {
            return Duration.ofMillis(random.nextInt((int) LONGEST_PAUSE.toMillis()));
        }

        private String prose(int length) {
            StringBuilder text = new StringBuilder();
            while (text.length() < length) {
                text.append("word").append(++word);
                text.append(
                        switch (random.nextInt(12)) {
                            case 0 -> ". 🍞 ";
                            case 1 -> "，面包 ";
                            case 2 -> " *très* ";
                            case 3 -> "\n\n";
                            default -> " ";
                        });
            }
            return text.toString();
        }

        private String markdown(int length) {
            StringBuilder text = new StringBuilder();
            while (text.length() < length) {
                int number = ++word;
                text.append(
                        switch (random.nextInt(6)) {
                            case 0 -> "## Part " + number + "\n\n";
                            case 1 -> "- one " + number + "\n- two 🍞 `" + number + "`\n\n";
                            case 2 -> "```java\nint x = " + number + ";\n```\n\n";
                            case 3 -> "| a | b |\n|---|---|\n| " + number + " | 2 |\n\n";
                            case 4 -> "$$x_{" + number + "} = \\frac{1}{2}$$\n\n";
                            default ->
                                    "Some *words* and **"
                                            + number
                                            + "** of `them` in [a link](https://example.org/"
                                            + number
                                            + ").\n\n";
                        });
            }
            return text.toString();
        }
    }
}
