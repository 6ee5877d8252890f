package dev.holdfast.worker.markdown;

import dev.holdfast.contracts.content.HtmlPatch;
import dev.holdfast.worker.markdown.math.Formulas;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;

/**
 * One answer's markdown as HTML, while it is written. After every call each block is complete,
 * sanitised HTML, and {@link #blocks()} is what all patches so far make. After {@link #finish()}
 * the blocks together are the HTML of the whole text. Not thread-safe: one run, one instance. Never
 * throws on any text.
 *
 * <p>Until then the end of the text is shown as what it will be, and what nobody can know yet is
 * not shown, see {@link LineStart} and {@link OpenEnd}.
 *
 * <p>Closed blocks are settled; so are the closed items of an open list, the complete rows of an
 * open table and the complete lines of open code. Only the tail after them is parsed at each call,
 * so that a token costs the same at the end of a long answer as at its beginning. Where nothing can
 * be settled (one paragraph of many pages), the tail is shown every so many characters instead of
 * at every token.
 *
 * <p>A block number once opened stays: where fewer blocks are left, because a line turned out to go
 * on with the block before it, the surplus ones are empty until later blocks fill them.
 */
public final class AnswerHtml {
    /** Characters; a tail up to this length is shown at every call. */
    private static final int ALWAYS_SHOWN = 2048;

    /** Characters parsed for each character that came, beyond {@link #ALWAYS_SHOWN}. */
    private static final int EFFORT = 64;

    /** Characters; settling smaller parts would cost more than parsing them again. */
    private static final int SMALLEST_PART = 256;

    /** Characters rendered again at once when definitions come. */
    private static final int REFRESH_CREDIT = 64 * 1024;

    /** Characters rendered again for each character that came, beyond {@link #REFRESH_CREDIT}. */
    private static final int REFRESH_EFFORT = 16;

    private final int smallestPart;
    private final Markdown markdown;
    private final Settled settled;
    private final Intake intake = new Intake();

    /** What is not settled. */
    private final StringBuilder tail = new StringBuilder();

    /** What the tail goes on with. */
    private Open open = new Open.Nothing();

    /** Number of the block that the tail begins in. */
    private int firstOpen;

    /** The slices of that block while it is a list: they change when it becomes loose. */
    private final List<Slice> items = new ArrayList<>();

    /** Characters that came since the tail was last shown. */
    private int unseen;

    private long refreshCredit = REFRESH_CREDIT;
    private boolean finished;

    /**
     * @param imageHosts where images are fetched from; all others are links
     */
    public AnswerHtml(ImageHosts imageHosts) {
        this(imageHosts, SMALLEST_PART);
    }

    /**
     * @param smallestPart 1 in tests, which then settle at every line
     */
    AnswerHtml(ImageHosts imageHosts, int smallestPart) {
        this.smallestPart = smallestPart;
        this.markdown = new Markdown(imageHosts);
        this.settled = new Settled(markdown);
    }

    /** Loads what the first answer would otherwise wait for. Takes its time. */
    public static void warmUp() {
        Formulas.warmUp();
    }

    /**
     * Goes on with the answer.
     *
     * @return what changes in the HTML; may be nothing
     */
    public List<HtmlPatch> append(String text) {
        if (finished) {
            throw new IllegalStateException("the answer is finished");
        }
        String whole = intake.take(text);
        tail.append(whole);
        unseen += whole.length();
        List<HtmlPatch> patches = new ArrayList<>();
        if (unseen > 0 && tail.length() <= ALWAYS_SHOWN + (long) EFFORT * unseen) {
            show(patches);
        }
        refresh(whole.length(), patches);
        return patches;
    }

    /** Nothing follows: shows what was held back. */
    public List<HtmlPatch> finish() {
        finished = true;
        tail.append(intake.rest());
        List<HtmlPatch> patches = new ArrayList<>();
        int from = firstOpen;
        settleClosed(tail.length(), patches);
        showSettled(from, patches);
        patches.addAll(settled.refresh(cost -> true));
        return patches;
    }

    /** Complete HTML of each top-level block, as of the patches so far. */
    public List<String> blocks() {
        return settled.html();
    }

    /** Characters parsed so far, for tests of what a token costs. */
    long parsed() {
        return markdown.parsed();
    }

    private void show(List<HtmlPatch> patches) {
        unseen = 0;
        int from = firstOpen;
        Outline outline = parse();
        List<Integer> cuts = outline.cuts();
        if (!cuts.isEmpty()) {
            int done = open.lead().length();
            for (int cut : cuts) {
                settleClosed(cut - done, patches);
                done = cut;
            }
            outline = parse();
        }
        int part = outline.settledPart() - open.lead().length();
        if (part >= smallestPart) {
            settleOpen(outline, part, patches);
            outline = parse();
        }
        outline.closed().forEach(settled::defineAllOf);
        showSettled(from, patches);
        showTail(outline.blocks(), patches);
    }

    private Outline parse() {
        int shown = tail.length() - Tags.halfAtEndOf(tail);
        String text = open.lead() + tail.substring(0, shown);
        int held = LineStart.heldAtEndOf(text);
        if (held > 0 && held <= shown) {
            int known = text.length() - held;
            Outline outline = markdown.parseGrowing(text.substring(0, known), open);
            if (LineStart.counts(outline, text.substring(known))) {
                return outline;
            }
        }
        return markdown.parseGrowing(text, open);
    }

    /** Settles the tail's first characters, which end their blocks. */
    private void settleClosed(int length, List<HtmlPatch> patches) {
        Slice slice = new Slice(open.lead() + tail.substring(0, length), firstOpen);
        Outline parsed = markdown.parse(slice.text(), open);
        List<Node> nodes = parsed.blocks();
        if (open instanceof Open.Items list) {
            setLoose(list.loose() || isLoose(nodes.getFirst()), patches);
        }
        settled.add(slice, parsed);
        tail.delete(0, length);
        firstOpen += nodes.size();
        open = new Open.Nothing();
        items.clear();
    }

    /** Settles parts of the tail's first block, which stays open. */
    private void settleOpen(Outline outline, int length, List<HtmlPatch> patches) {
        Slice slice = new Slice(open.lead() + tail.substring(0, length), firstOpen);
        Outline parsed = markdown.parse(slice.text(), open);
        Node node = parsed.blocks().getFirst();
        BlockHtml block = settled.block(firstOpen);
        if (!block.hasParts()) {
            block.open(Shell.of(node, markdown.render(node)));
        }
        switch (node) {
            case ListBlock list -> {
                boolean loose =
                        (open instanceof Open.Items before && before.loose())
                                || isLoose(list)
                                || outline.followsBlankLine(length);
                setLoose(loose, patches);
                items.add(slice);
                open = new Open.Items(loose);
            }
            case TableBlock table -> {
                String head = open.lead();
                if (head.isEmpty()) {
                    int second = outline.nextLine(outline.firstLine());
                    head = slice.text().substring(outline.firstLine(), outline.nextLine(second));
                }
                open = new Open.Rows(head, open.rowsBefore() + rowsOf(table));
            }
            case FencedCodeBlock code -> {
                int line = outline.firstLine();
                String fence = slice.text().substring(line, outline.nextLine(line));
                open = new Open.Code(fence, CodeLines.of(code).forEach(_ -> {}));
            }
            default -> throw new IllegalStateException("settled a part of a closed block");
        }
        settled.add(slice, parsed);
        tail.delete(0, length);
    }

    private static int rowsOf(Node table) {
        int rows = 0;
        for (Node row = table.getLastChild().getFirstChild(); row != null; row = row.getNext()) {
            rows++;
        }
        return rows;
    }

    private static boolean isLoose(Node node) {
        return node instanceof ListBlock list && !list.isTight();
    }

    /** One loose item changes the HTML of all items before it. */
    private void setLoose(boolean loose, List<HtmlPatch> patches) {
        BlockHtml block = settled.block(firstOpen);
        if (block.isLoose() != loose) {
            block.setLoose(loose);
            patches.addAll(settled.renderAgain(items));
        }
    }

    private void showSettled(int from, List<HtmlPatch> patches) {
        for (int number = from; number < firstOpen; number++) {
            settled.block(number).show("").ifPresent(patches::add);
        }
        if (finished) {
            clearFrom(firstOpen, patches);
        }
    }

    private void showTail(List<Node> nodes, List<HtmlPatch> patches) {
        int number = firstOpen;
        if (!nodes.isEmpty()) {
            Fold.mayGrow(nodes.getLast());
        }
        for (Node node : nodes) {
            BlockHtml block = settled.block(number);
            if (number == firstOpen && open instanceof Open.Items list) {
                setLoose(list.loose() || isLoose(node), patches);
            }
            block.show(settled.partOf(node, block).html()).ifPresent(patches::add);
            number++;
        }
        clearFrom(number, patches);
    }

    private void clearFrom(int number, List<HtmlPatch> patches) {
        for (int surplus = number; surplus < settled.size(); surplus++) {
            settled.block(surplus).show("").ifPresent(patches::add);
        }
    }

    /** Spends what the text that came has earned; a block that costs more goes into debt. */
    private void refresh(int came, List<HtmlPatch> patches) {
        refreshCredit = Math.min(REFRESH_CREDIT, refreshCredit + (long) REFRESH_EFFORT * came);
        patches.addAll(
                settled.refresh(cost -> {
                    if (refreshCredit < Math.min(cost, REFRESH_CREDIT)) {
                        return false;
                    }
                    refreshCredit -= cost;
                    return true;
                }));
    }
}
