package dev.holdfast.worker.provider.demo;

import dev.holdfast.worker.provider.ProviderListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A few letters, as models cut them. */
sealed interface DemoToken {

    void sayTo(ProviderListener listener);

    record Thought(String piece) implements DemoToken {
        @Override
        public void sayTo(ProviderListener listener) {
            listener.reasoned(piece);
        }
    }

    record Word(String piece) implements DemoToken {
        @Override
        public void sayTo(ProviderListener listener) {
            listener.answered(piece);
        }
    }

    /** A word's beginning with the space before it, five more letters, a sign, or line ends. */
    Pattern PIECE = Pattern.compile(" ?[\\p{L}\\p{N}]{1,6}|\\R+|\\s+|[^\\p{L}\\p{N}\\s]{1,3}");

    static List<DemoToken> cut(String text, Function<String, DemoToken> kind) {
        List<DemoToken> tokens = new ArrayList<>(text.length() / 4 + 1);
        Matcher pieces = PIECE.matcher(text);
        while (pieces.find()) {
            tokens.add(kind.apply(pieces.group()));
        }
        return tokens;
    }
}
