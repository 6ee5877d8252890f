package dev.holdfast.worker.markdown.code;

import java.util.ArrayList;
import java.util.List;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.TokenTypes;

/**
 * Colours one line at a time: a line's pieces follow from its text and from the state that the
 * lines before it left, one number. Any line can thus be coloured again, alone, to the same pieces,
 * whatever was coloured in between. May be used by any thread.
 *
 * <p>The lexers are RSyntaxTextArea's, generated automata without a regular expression. Some of
 * them keep more in their fields than that number (PHP does), hence a new one for each line; that
 * costs a few microseconds.
 */
public final class Highlighter {
    /** Of the first line. */
    public static final int START = TokenTypes.NULL;

    /**
     * UTF-16 code units. A longer line, which nobody reads, is plain: some automata go back and
     * forth in a line that was made for it, so that its cost grows with its square.
     */
    static final int LONGEST_LINE = 1000;

    static {
        // Tokens lie beside text areas, whose classes must not look for a display.
        System.setProperty("java.awt.headless", "true");
    }

    private final Language language;

    public Highlighter(Language language) {
        this.language = language;
    }

    /**
     * @param text without its line break
     * @param state {@link #START}, or what the line before left
     */
    public Line line(String text, int state) {
        if (!language.hasLexer() || text.length() > LONGEST_LINE) {
            return Line.plain(text, state);
        }
        try {
            return pieces(text, state, language.newLexer());
        } catch (RuntimeException bug) {
            // None is known. Colours are not worth an answer.
            return Line.plain(text, START);
        }
    }

    private static Line pieces(String text, int state, TokenMaker lexer) {
        Segment segment = new Segment(text.toCharArray(), 0, text.length());
        Pieces pieces = new Pieces(text);
        int last = START;
        Token token = lexer.getTokenList(segment, state, 0);
        while (token != null) {
            last = token.getType();
            Token next = token.getNextToken();
            if (token.isPaintable()) {
                pieces.add(
                        token.getTextOffset(),
                        token.getTextOffset() + token.length(),
                        isCall(token, next, lexer) ? Colour.FUNCTION : Colour.ofToken(last));
            }
            token = next;
        }
        return new Line(pieces.all(), last);
    }

    /** A name with a parenthesis behind it; the lexers know only the functions of the language. */
    private static boolean isCall(Token token, Token next, TokenMaker lexer) {
        return token.getType() == TokenTypes.IDENTIFIER
                && next != null
                && next.isSingleChar(TokenTypes.SEPARATOR, '(')
                && Character.isJavaIdentifierStart(token.charAt(0))
                && !lexer.isMarkupLanguage();
    }

    /** Puts neighbours of one colour together, and fills in what the lexer left out. */
    private static final class Pieces {
        private final String text;
        private final List<Line.Piece> done = new ArrayList<>();
        private int start;
        private int end;
        private Colour colour = Colour.PLAIN;

        Pieces(String text) {
            this.text = text;
        }

        void add(int from, int to, Colour next) {
            extend(from, Colour.PLAIN);
            extend(to, next);
        }

        private void extend(int to, Colour next) {
            int until = Math.min(to, text.length());
            if (until <= end) {
                return;
            }
            if (next != colour) {
                close();
                colour = next;
            }
            end = until;
        }

        private void close() {
            if (end > start) {
                done.add(new Line.Piece(colour, text.substring(start, end)));
            }
            start = end;
        }

        List<Line.Piece> all() {
            extend(text.length(), Colour.PLAIN);
            close();
            return done;
        }
    }
}
