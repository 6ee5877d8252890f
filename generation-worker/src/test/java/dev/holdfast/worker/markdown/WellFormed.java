package dev.holdfast.worker.markdown;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads a block with the strictest independent parser there is. Our HTML is XML but for the void
 * {@code input} and for control characters, which HTML allows.
 */
final class WellFormed {
    private static final SAXParser PARSER = parser();

    private WellFormed() {}

    static void check(String block) {
        read(block, new DefaultHandler());
    }

    /** Fails where the block is not complete. */
    static void read(String block, DefaultHandler handler) {
        String xml =
                block.replaceAll("(<input[^>]*[^/])>", "$1/>")
                        .replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]", "");
        try {
            PARSER.parse(new InputSource(new StringReader("<block>" + xml + "</block>")), handler);
        } catch (SAXException broken) {
            throw new AssertionError("not complete: " + block, broken);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SAXParser parser() {
        try {
            return SAXParserFactory.newInstance().newSAXParser();
        } catch (SAXException | ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
