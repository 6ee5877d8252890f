package dev.holdfast.worker.markdown;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.internal.InlineParserImpl;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The dialect: CommonMark with tables, strikethrough, bare links, task lists, formulas and folds,
 * and how each node becomes HTML. Parsing and rendering never throw; nesting is bounded, since both
 * recurse.
 *
 * <p>Footnotes and heading anchors are left out: they depend on the whole answer, and so on text
 * that is still to come.
 */
final class Markdown {
    /** Blocks within blocks, and emphasis and links within each other; deeper ones are text. */
    private static final int MAX_NESTING = 32;

    private final References references = new References();
    private final BoundedTables tables = new BoundedTables();
    private final Growing growing = new Growing();
    private final Parser parser = parser(references, tables, growing);
    private final HtmlRenderer renderer;

    /** Characters parsed in all: the measure of what an answer costs. */
    private long parsed;

    Markdown(ImageHosts imageHosts) {
        renderer = renderer(imageHosts);
    }

    long parsed() {
        return parsed;
    }

    References references() {
        return references;
    }

    Outline parse(String text) {
        return parse(text, new Open.Nothing());
    }

    /**
     * @param open what the text goes on with; its lead is part of the text
     */
    Outline parse(String text, Open open) {
        growing.nowhere();
        return read(text, open);
    }

    /** A text that goes on: what its last block shows is what it will be, see {@link OpenEnd}. */
    Outline parseGrowing(String text, Open open) {
        growing.atEndOf(text);
        return read(text, open);
    }

    private Outline read(String text, Open open) {
        tables.resumeAfter(open.rowsBefore());
        parsed += text.length();
        Node document = parseSafely(parser, text);
        if (open instanceof Open.Code resumed
                && document.getFirstChild() instanceof FencedCodeBlock code) {
            ResumedCode.replace(code, resumed.state());
        }
        return new Outline(text, document, references.takeMissing());
    }

    String render(Node node) {
        return renderer.render(node);
    }

    /** The whole text at once, as the reference for what the parts must add up to. */
    static String renderWhole(String text) {
        return renderWhole(text, ImageHosts.NONE);
    }

    static String renderWhole(String text, ImageHosts imageHosts) {
        Parser parser = parser(new References(), new BoundedTables(), new Growing());
        return renderer(imageHosts).render(parseSafely(parser, text));
    }

    private static HtmlRenderer renderer(ImageHosts imageHosts) {
        return HtmlRenderer.builder()
                .escapeHtml(true)
                .percentEncodeUrls(true)
                .attributeProviderFactory(_ -> new Direction())
                .nodeRendererFactory(LinkRenderer::new)
                .nodeRendererFactory(context -> new ImageRenderer(context, imageHosts))
                .nodeRendererFactory(CodeBlockRenderer::new)
                .nodeRendererFactory(MathRenderer::new)
                .nodeRendererFactory(FoldRenderer::new)
                .extensions(
                        List.of(
                                TablesExtension.create(),
                                StrikethroughExtension.create(),
                                TaskListItemsExtension.create()))
                .build();
    }

    private static Parser parser(References references, BoundedTables tables, Growing growing) {
        List<Extension> extensions =
                List.of(
                        StrikethroughExtension.create(),
                        AutolinkExtension.create(),
                        TaskListItemsExtension.create());
        return Parser.builder()
                .extensions(extensions)
                .customBlockParserFactory(tables)
                .customBlockParserFactory(new MathBlockParser.Factory())
                .customBlockParserFactory(new FoldParser.Factory())
                .customInlineContentParserFactory(new MathInlines())
                .inlineParserFactory(
                        context -> new BoundedInlines(inlines(context, references, growing)))
                .postProcessor(new FoldEnds())
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(MAX_NESTING)
                .maxInlineNesting(MAX_NESTING)
                .build();
    }

    private static InlineParser inlines(
            InlineParserContext context, References references, Growing growing) {
        InlineParser whole = new CjkEmphasis(new InlineParserImpl(references.before(context)));
        InlineParser look =
                new InlineParserImpl(references.before(context, new OpenCode.Factory()));
        return new OpenEnd(whole, look, growing);
    }

    /**
     * A text that the parser fails on is shown as it was written: the answer matters more than its
     * looks. No such text is known.
     */
    private static Node parseSafely(Parser parser, String text) {
        try {
            return parser.parse(text);
        } catch (RuntimeException | StackOverflowError bug) {
            Paragraph paragraph = new Paragraph();
            paragraph.appendChild(new Text(text));
            Document document = new Document();
            document.appendChild(paragraph);
            return document;
        }
    }
}
