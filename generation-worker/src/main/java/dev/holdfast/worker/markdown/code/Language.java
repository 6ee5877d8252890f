package dev.holdfast.worker.markdown.code;

import java.util.function.Supplier;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.modes.PlainTextTokenMaker;
import org.jspecify.annotations.Nullable;

/**
 * A language of code.
 *
 * @param label as people write it
 * @param lexer null where there is none; its code is plain
 */
public record Language(String label, @Nullable Supplier<TokenMaker> lexer) {

    static Language plain(String label) {
        return new Language(label, null);
    }

    /**
     * The language of a name after a fence, in whatever case; one that is not known is plain and
     * keeps its name.
     */
    public static Language named(String name) {
        return Languages.named(name);
    }

    boolean hasLexer() {
        return lexer != null;
    }

    TokenMaker newLexer() {
        return lexer == null ? new PlainTextTokenMaker() : lexer.get();
    }
}
