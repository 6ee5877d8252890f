package dev.holdfast.worker.markdown;

import dev.holdfast.worker.markdown.code.Highlighter;
import dev.holdfast.worker.markdown.code.Language;
import dev.holdfast.worker.markdown.code.Line;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;

/**
 * The lines of fenced code in their colours.
 *
 * @param language what the fence names, as it was written
 */
record CodeLines(Optional<String> language, String literal, int state) {
    /** What a class may look like; anything else is not a language's name. */
    private static final Pattern LANGUAGE = Pattern.compile("[\\w+#.-]{1,40}(?=[\\s,:{]|$)");

    static CodeLines of(FencedCodeBlock code) {
        int state = code instanceof ResumedCode resumed ? resumed.state() : Highlighter.START;
        return new CodeLines(languageOf(code.getInfo()), code.getLiteral(), state);
    }

    private static Optional<String> languageOf(String info) {
        Matcher language = LANGUAGE.matcher(info == null ? "" : info);
        return language.lookingAt() ? Optional.of(language.group()) : Optional.empty();
    }

    /** The language as people write it. */
    Optional<String> label() {
        return language.map(name -> Language.named(name).label());
    }

    /**
     * @return what the lines leave to those that follow
     */
    int forEach(Consumer<Line> action) {
        Highlighter highlighter = new Highlighter(Language.named(language.orElse("text")));
        int now = state;
        int end;
        for (int start = 0; start < literal.length(); start = end + 1) {
            int lineBreak = literal.indexOf('\n', start);
            end = lineBreak < 0 ? literal.length() : lineBreak;
            Line line = highlighter.line(literal.substring(start, end), now);
            action.accept(line);
            now = line.stateAfter();
        }
        return now;
    }
}
