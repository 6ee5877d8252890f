package dev.holdfast.worker.markdown.math;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Lets presentation MathML through and nothing else: written anew from what was read, with the
 * elements and attributes of {@link MathMlRules}.
 */
final class MathMl {
    private static final SAXParserFactory PARSERS = parsers();

    private MathMl() {}

    /**
     * @param katex well-formed, as KaTeX writes it
     * @param tex what it was made from
     * @return empty if it is not, or has an element that is not known, or is too large
     */
    static Optional<String> safe(String katex, String tex) {
        MathMlWriter writer = new MathMlWriter(tex);
        try {
            synchronized (PARSERS) {
                PARSERS.newSAXParser().parse(new InputSource(new StringReader(katex)), writer);
            }
            return Optional.of(writer.html());
        } catch (SAXException refused) {
            return Optional.empty();
        } catch (IOException | ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SAXParserFactory parsers() {
        SAXParserFactory parsers = SAXParserFactory.newInstance();
        try {
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        } catch (SAXException | ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
        return parsers;
    }
}
