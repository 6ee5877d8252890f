package dev.holdfast.worker.markdown.code;

import java.util.Set;
import org.fife.ui.rsyntaxtextarea.TokenTypes;
import org.fife.ui.rsyntaxtextarea.modes.JavaTokenMaker;

/**
 * Java, where the words of a module's declaration are names: they are keywords in that one file,
 * and variables such as {@code to} in all others.
 */
final class JavaLexer extends JavaTokenMaker {
    private static final Set<String> OF_MODULES =
            Set.of(
                    "exports",
                    "module",
                    "open",
                    "opens",
                    "provides",
                    "requires",
                    "to",
                    "transitive",
                    "uses",
                    "with");

    /**
     * @param end inclusive
     */
    @Override
    public void addToken(
            char[] array, int start, int end, int type, int startOffset, boolean hyperlink) {
        boolean isName =
                type == TokenTypes.RESERVED_WORD
                        && OF_MODULES.contains(new String(array, start, end - start + 1));
        super.addToken(
                array, start, end, isName ? TokenTypes.IDENTIFIER : type, startOffset, hyperlink);
    }
}
