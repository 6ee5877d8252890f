package dev.holdfast.e2e;

import dev.holdfast.played.Script;
import java.time.Duration;

/**
 * What the played provider says to a prompt, in the words of these tests. Immutable.
 *
 * @param text the whole answer
 * @param perSecond chunks of four code points per second; 0 is at once
 * @param cutOffAt the length after which the provider ends without an end; the text's length for
 *     never
 */
public record Play(String text, String thoughts, double perSecond, Duration before, int cutOffAt) {
    private static final int CHUNK = 4;

    public static Play of(String text) {
        return new Play(text, "", 0, Duration.ZERO, text.length());
    }

    public static Play words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append("word").append(i).append(' ');
        }
        return of(text.toString());
    }

    /** About that many chunks of markdown, with every kind of block. */
    public static Play markdown(int chunks) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; text.length() < chunks * CHUNK; i++) {
            text.append("## Part ").append(i).append("\n\n");
            text.append("Some *words* and **more** of `them` in [a link](https://example.org).\n");
            text.append("\n- one\n- two 🍞\n\n```java\nint x = ").append(i).append(";\n```\n\n");
            text.append("| a | b |\n|---|---|\n| 1 | 2 |\n\n");
        }
        return of(text.toString());
    }

    public Play reasoning(String said) {
        return new Play(text, said, perSecond, before, cutOffAt);
    }

    public Play tokensPerSecond(double pace) {
        return new Play(text, thoughts, pace, before, cutOffAt);
    }

    public Play firstTokenAfter(Duration pause) {
        return new Play(text, thoughts, perSecond, pause, cutOffAt);
    }

    public Play cutOffAfter(int length) {
        return new Play(text, thoughts, perSecond, before, length);
    }

    public Script script() {
        Script script = Script.begin();
        if (before.isPositive()) {
            script = script.open().pause(before);
        }
        if (!thoughts.isEmpty()) {
            script = script.reason(thoughts);
        }
        String said = text.substring(0, cutOffAt);
        script = perSecond > 0 ? script.say(said, CHUNK, perSecond) : script.say(said);
        return cutOffAt < text.length() ? script : script.finish();
    }
}
