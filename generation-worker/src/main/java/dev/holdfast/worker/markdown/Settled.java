package dev.holdfast.worker.markdown;

import dev.holdfast.contracts.log.HtmlPatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.commonmark.node.Block;
import org.commonmark.node.DefinitionMap;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;

/**
 * The blocks of one answer and the slices of text that were settled in them. A slice is rendered
 * once, and again only when a definition that it looked for has come, or its list has become loose.
 */
final class Settled {

    /** The slices that looked for one label in vain. */
    private record Waiting(Set<Slice> slices) {}

    private final Markdown markdown;
    private final List<BlockHtml> blocks = new ArrayList<>();
    private final DefinitionMap<Waiting> waiting = new DefinitionMap<>(Waiting.class);

    /** Slices whose definition has come; a slice waits here once for any number of definitions. */
    private final Set<Slice> stale = new LinkedHashSet<>();

    Settled(Markdown markdown) {
        this.markdown = markdown;
    }

    int size() {
        return blocks.size();
    }

    /** Makes the block where it is new. */
    BlockHtml block(int number) {
        while (blocks.size() <= number) {
            blocks.add(new BlockHtml(blocks.size()));
        }
        return blocks.get(number);
    }

    List<String> html() {
        return blocks.stream().map(BlockHtml::html).toList();
    }

    /** Takes in a slice that was parsed by itself. */
    void add(Slice slice, Outline parsed) {
        int number = slice.firstBlock();
        for (Node node : parsed.blocks()) {
            BlockHtml block = block(number++);
            slice.places().add(block.settle(partsOf(node, block)));
        }
        await(parsed.missing(), slice);
        defineAllOf(parsed.document());
    }

    /** The HTML of a node as a part of its block. */
    static String partsOf(Node node, BlockHtml block) {
        return block.shell().partsOf(node, render(node, block));
    }

    private static String render(Node node, BlockHtml block) {
        if (block.isLoose() && node instanceof ListBlock list) {
            list.setTight(false);
        }
        return Markdown.render(node);
    }

    private void await(Set<String> labels, Slice slice) {
        for (String label : labels) {
            Waiting present = waiting.get(label);
            if (present == null) {
                present = new Waiting(new LinkedHashSet<>());
                waiting.putIfAbsent(label, present);
            }
            present.slices().add(slice);
        }
    }

    /** The definitions in a node are final: what looked for them is rendered again in its turn. */
    void defineAllOf(Node node) {
        if (node instanceof LinkReferenceDefinition definition) {
            define(definition);
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            if (child instanceof Block) {
                defineAllOf(child);
            }
        }
    }

    private void define(LinkReferenceDefinition definition) {
        if (markdown.references().define(definition)) {
            Waiting found = waiting.get(definition.getLabel());
            if (found != null) {
                stale.addAll(found.slices());
                found.slices().clear();
            }
        }
    }

    /**
     * Renders stale slices again.
     *
     * @param affordable asked before each with the number of characters that it costs
     */
    List<HtmlPatch> refresh(IntPredicate affordable) {
        List<HtmlPatch> patches = new ArrayList<>();
        for (Iterator<Slice> next = stale.iterator(); next.hasNext(); ) {
            Slice slice = next.next();
            if (!affordable.test(costOf(slice))) {
                break;
            }
            next.remove();
            patches.addAll(renderAgain(slice));
        }
        return patches;
    }

    private int costOf(Slice slice) {
        int cost = slice.text().length();
        for (int i = 0; i < slice.places().size(); i++) {
            cost += blocks.get(slice.firstBlock() + i).length();
        }
        return cost;
    }

    /** Renders all slices of one list again, as one change. */
    Optional<HtmlPatch> renderAgain(BlockHtml list, List<Slice> items) {
        Map<Integer, String> changed = new HashMap<>();
        for (Slice slice : items) {
            Outline parsed = markdown.parse(slice.text());
            changed.put(slice.places().getFirst(), partsOf(parsed.blocks().getFirst(), list));
            await(parsed.missing(), slice);
        }
        return list.replace(list.shell(), changed);
    }

    private List<HtmlPatch> renderAgain(Slice slice) {
        List<HtmlPatch> patches = new ArrayList<>();
        Outline parsed = markdown.parse(slice.text());
        int number = slice.firstBlock();
        for (Node node : parsed.blocks()) {
            BlockHtml block = blocks.get(number);
            int place = slice.places().get(number - slice.firstBlock());
            String html = render(node, block);
            Shell shell = block.shell();
            boolean opens = place == 0 && !shell.equals(Shell.NONE);
            block.replace(
                            opens ? Shell.of(node, html) : shell,
                            Map.of(place, shell.partsOf(node, html)))
                    .ifPresent(patches::add);
            number++;
        }
        await(parsed.missing(), slice);
        return patches;
    }
}
