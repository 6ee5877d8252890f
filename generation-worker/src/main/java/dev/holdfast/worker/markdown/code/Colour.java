package dev.holdfast.worker.markdown.code;

import java.util.Locale;
import org.fife.ui.rsyntaxtextarea.TokenTypes;

/** What a piece of code is, as far as a reader's eye cares. */
public enum Colour {
    PLAIN,
    KEYWORD,
    STRING,
    COMMENT,
    NUMBER,
    FUNCTION,
    TYPE,
    OPERATOR,
    VARIABLE,
    LITERAL,
    TAG,
    ATTRIBUTE,
    PREPROCESSOR,
    REGEX,
    ERROR;

    private final String cssClass = "hl-" + name().toLowerCase(Locale.ROOT);

    /** Of the element around the piece; {@link #PLAIN} has none. */
    public String cssClass() {
        return cssClass;
    }

    /**
     * What the lexer calls an error is mostly something that is not finished, such as a string
     * whose end is still to come: it has the colour that it will have.
     *
     * @param type one of {@link TokenTypes}
     */
    static Colour ofToken(int type) {
        return switch (type) {
            case TokenTypes.COMMENT_EOL,
                    TokenTypes.COMMENT_MULTILINE,
                    TokenTypes.COMMENT_DOCUMENTATION,
                    TokenTypes.COMMENT_KEYWORD,
                    TokenTypes.COMMENT_MARKUP,
                    TokenTypes.MARKUP_COMMENT ->
                    COMMENT;
            case TokenTypes.RESERVED_WORD, TokenTypes.RESERVED_WORD_2 -> KEYWORD;
            case TokenTypes.FUNCTION -> FUNCTION;
            case TokenTypes.LITERAL_BOOLEAN, TokenTypes.MARKUP_ENTITY_REFERENCE -> LITERAL;
            case TokenTypes.LITERAL_NUMBER_DECIMAL_INT,
                    TokenTypes.LITERAL_NUMBER_FLOAT,
                    TokenTypes.LITERAL_NUMBER_HEXADECIMAL,
                    TokenTypes.ERROR_NUMBER_FORMAT ->
                    NUMBER;
            case TokenTypes.LITERAL_STRING_DOUBLE_QUOTE,
                    TokenTypes.LITERAL_CHAR,
                    TokenTypes.LITERAL_BACKQUOTE,
                    TokenTypes.MARKUP_TAG_ATTRIBUTE_VALUE,
                    TokenTypes.ERROR_STRING_DOUBLE,
                    TokenTypes.ERROR_CHAR ->
                    STRING;
            case TokenTypes.DATA_TYPE -> TYPE;
            case TokenTypes.VARIABLE -> VARIABLE;
            case TokenTypes.REGEX -> REGEX;
            case TokenTypes.ANNOTATION,
                    TokenTypes.PREPROCESSOR,
                    TokenTypes.MARKUP_DTD,
                    TokenTypes.MARKUP_PROCESSING_INSTRUCTION ->
                    PREPROCESSOR;
            case TokenTypes.OPERATOR -> OPERATOR;
            case TokenTypes.MARKUP_TAG_DELIMITER,
                    TokenTypes.MARKUP_TAG_NAME,
                    TokenTypes.MARKUP_CDATA_DELIMITER ->
                    TAG;
            case TokenTypes.MARKUP_TAG_ATTRIBUTE -> ATTRIBUTE;
            case TokenTypes.ERROR_IDENTIFIER -> ERROR;
            default -> PLAIN;
        };
    }
}
