package dev.holdfast.worker.markdown;

import java.util.Set;
import org.commonmark.node.CustomNode;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/** Code within text whose end has not come: it has all that follows. */
final class OpenCode extends CustomNode {
    private final String closing;

    private OpenCode(String closing) {
        this.closing = closing;
    }

    /** What would end it after the last character. */
    String closing() {
        return closing;
    }

    static final class Factory implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('`');
        }

        @Override
        public InlineContentParser create() {
            return Factory::tryParse;
        }

        private static ParsedInline tryParse(InlineParserState state) {
            Scanner scanner = state.scanner();
            int length = scanner.matchMultiple('`');
            // A space behind the opening is no part of the code, if one stands before the closing.
            String closing = (scanner.peek() == ' ' ? " " : "") + "`".repeat(length);
            while (scanner.find('`') >= 0) {
                if (scanner.matchMultiple('`') == length) {
                    return ParsedInline.none();
                }
            }
            while (scanner.hasNext()) {
                scanner.next();
            }
            Position end = scanner.position();
            return ParsedInline.of(new OpenCode(closing), end);
        }
    }
}
