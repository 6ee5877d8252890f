package dev.holdfast.worker.markdown;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.node.DefinitionMap;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.delimiter.DelimiterProcessor;

/**
 * The link definitions that are final, kept across parses of parts of one answer, and the labels
 * that the last parse looked for in vain. Standing in for the parser's own look-up costs nothing
 * per definition; writing the known ones in front of each part, the usual way, would make many
 * definitions cost at every token.
 */
final class References {
    /** CommonMark: a label has at most this many characters. */
    private static final int MAX_LABEL = 999;

    private final DefinitionMap<LinkReferenceDefinition> known =
            new DefinitionMap<>(LinkReferenceDefinition.class);
    private Set<String> missing = new LinkedHashSet<>();

    /**
     * @return whether it is the first of its label; a later one counts for nothing
     */
    boolean define(LinkReferenceDefinition definition) {
        return known.putIfAbsent(definition.getLabel(), definition) == null;
    }

    /** The labels looked for in vain since the last call, as they were written. */
    Set<String> takeMissing() {
        Set<String> taken = missing;
        missing = new LinkedHashSet<>();
        return taken;
    }

    /**
     * The known definitions before those of the text being parsed.
     *
     * @param first tried before all other parsers of inlines
     */
    InlineParserContext before(InlineParserContext ofText, InlineContentParserFactory... first) {
        return new Lookup(ofText, List.of(first));
    }

    private final class Lookup implements InlineParserContext {
        private final InlineParserContext ofText;
        private final List<InlineContentParserFactory> inlines;

        Lookup(InlineParserContext ofText, List<InlineContentParserFactory> first) {
            this.ofText = ofText;
            this.inlines = new ArrayList<>(first);
            inlines.addAll(ofText.getCustomInlineContentParserFactories());
        }

        @Override
        public <D> D getDefinition(Class<D> type, String label) {
            if (type != LinkReferenceDefinition.class) {
                return ofText.getDefinition(type, label);
            }
            return type.cast(link(label));
        }

        @Override
        @Deprecated
        public LinkReferenceDefinition getLinkReferenceDefinition(String label) {
            return link(label);
        }

        @SuppressWarnings("NullAway") // the parser's contract: null where there is none
        private LinkReferenceDefinition link(String written) {
            String label = CjkEmphasis.plain(written);
            if (label.length() > MAX_LABEL) {
                return null;
            }
            LinkReferenceDefinition definition = known.get(label);
            if (definition == null) {
                definition = ofText.getDefinition(LinkReferenceDefinition.class, label);
            }
            if (definition == null) {
                missing.add(label);
            }
            return definition;
        }

        @Override
        public List<InlineContentParserFactory> getCustomInlineContentParserFactories() {
            return inlines;
        }

        @Override
        public List<DelimiterProcessor> getCustomDelimiterProcessors() {
            return ofText.getCustomDelimiterProcessors();
        }

        @Override
        public List<LinkProcessor> getCustomLinkProcessors() {
            return ofText.getCustomLinkProcessors();
        }

        @Override
        public Set<Character> getCustomLinkMarkers() {
            return ofText.getCustomLinkMarkers();
        }

        @Override
        public int getMaxInlineNesting() {
            return ofText.getMaxInlineNesting();
        }
    }
}
