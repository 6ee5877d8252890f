package dev.holdfast.worker.markdown.math;

import java.util.ArrayDeque;
import java.util.Deque;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Writes the formula in what was read, for browsers that know MathML Core: letters of other
 * alphabets as characters of their own instead of {@code mathvariant}, the columns' sides as
 * classes instead of {@code columnalign}, and the TeX as an attribute for those who copy it instead
 * of an element that is in the text.
 */
final class MathMlWriter extends DefaultHandler {
    /** Elements within each other; browsers give up at some hundreds. */
    private static final int DEEPEST = 100;

    /** UTF-16 code units. */
    private static final int LONGEST = 100_000;

    private final String tex;
    private final StringBuilder html = new StringBuilder();
    private final Deque<Table> tables = new ArrayDeque<>();
    private MathLetters letters = MathLetters.NONE;
    private int depth;

    /** Annotations within each other, of which nothing is written. */
    private int skipped;

    private static final class Table {
        private final String[] sides;
        private int column;

        Table(String columnalign) {
            this.sides = columnalign.split(" ", -1);
        }

        /** As browsers do, the last side counts for all columns after it. */
        String nextSide() {
            String side = sides[Math.min(column, sides.length - 1)];
            column++;
            return side;
        }
    }

    MathMlWriter(String tex) {
        this.tex = tex;
    }

    String html() {
        return html.toString();
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes)
            throws SAXException {
        if (skipped > 0 || name.equals("annotation")) {
            skipped++;
            return;
        }
        if (isAround(name)) {
            return;
        }
        depth++;
        if (!MathMlRules.allowsElement(name) || depth > DEEPEST || html.length() > LONGEST) {
            throw new SAXException("refused: " + name);
        }
        html.append('<').append(name);
        for (int i = 0; i < attributes.getLength(); i++) {
            String attribute = attributes.getQName(i);
            String value = attributes.getValue(i);
            if (MathMlRules.allowsAttribute(attribute, value)) {
                attribute(attribute, value);
            }
        }
        variant(name, attributes);
        place(name, attributes);
        if (name.equals("math")) {
            html.append(" alttext=\"");
            tex.codePoints().forEach(this::character);
            html.append('"');
        }
        html.append('>');
    }

    private void variant(String element, Attributes attributes) {
        String variant = attributes.getValue("mathvariant");
        letters = MathLetters.of(variant);
        if (element.equals("mi") && "normal".equals(variant)) {
            attribute("mathvariant", "normal");
        }
    }

    private void place(String element, Attributes attributes) {
        switch (element) {
            case "mpadded" -> {
                // Minus its own width: what browsers no longer read, and a style sheet can do.
                if ("-1width".equals(attributes.getValue("lspace"))) {
                    attribute("class", "math-before");
                }
            }
            case "mtable" -> {
                String sides = attributes.getValue("columnalign");
                tables.push(new Table(sides == null ? "center" : sides));
            }
            case "mtr" -> {
                if (!tables.isEmpty()) {
                    tables.element().column = 0;
                }
            }
            case "mtd" -> {
                String side = tables.isEmpty() ? "center" : tables.element().nextSide();
                if (side.equals("left") || side.equals("right")) {
                    attribute("class", "math-" + side);
                }
            }
            default -> {}
        }
    }

    private void attribute(String name, String value) {
        html.append(' ').append(name).append("=\"").append(value).append('"');
    }

    @Override
    public void endElement(String uri, String local, String name) {
        if (skipped > 0) {
            skipped--;
            return;
        }
        if (isAround(name)) {
            return;
        }
        depth--;
        if (name.equals("mtable")) {
            tables.pop();
        }
        letters = MathLetters.NONE;
        html.append("</").append(name).append('>');
    }

    /** What KaTeX puts around the formula, and around its parts for the sake of style sheets. */
    private static boolean isAround(String name) {
        return name.equals("span") || name.equals("semantics");
    }

    @Override
    public void characters(char[] text, int from, int length) {
        if (skipped > 0) {
            return;
        }
        letters.write(new String(text, from, length)).codePoints().forEach(this::character);
    }

    private void character(int character) {
        switch (character) {
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '&' -> html.append("&amp;");
            case '"' -> html.append("&quot;");
            // In an attribute, readers of XML would make a blank of it.
            case '\n' -> html.append("&#10;");
            default -> html.appendCodePoint(character);
        }
    }
}
