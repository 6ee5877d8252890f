package dev.holdfast.worker.markdown;

import dev.holdfast.contracts.content.HtmlPatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    /**
     * Slices whose definition has come, by their first block. A slice waits here once for any
     * number of definitions, and a block is changed once for any number of slices.
     */
    private final Map<Integer, Set<Slice>> stale = new LinkedHashMap<>();

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
            slice.places().add(block.settle(partOf(node, block).html()));
        }
        await(parsed.missing(), slice);
        defineAllOf(parsed.document());
    }

    /** The HTML of a node as a part of its block. */
    Part partOf(Node node, BlockHtml block) {
        if (block.isLoose() && node instanceof ListBlock list) {
            list.setTight(false);
        }
        String html = markdown.render(node);
        Shell shell = block.shell();
        return shell.equals(Shell.NONE)
                ? new Part(shell, html)
                : new Part(Shell.of(node, html), shell.partsOf(node, html));
    }

    /**
     * @param shell as this part would have it; that of a block's first part counts
     * @param html without the shell
     */
    record Part(Shell shell, String html) {}

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
                found.slices().forEach(this::isStale);
                found.slices().clear();
            }
        }
    }

    private void isStale(Slice slice) {
        stale.computeIfAbsent(slice.firstBlock(), _ -> new LinkedHashSet<>()).add(slice);
    }

    /**
     * Renders stale slices again.
     *
     * @param affordable asked before each block with the number of characters that it costs
     */
    List<HtmlPatch> refresh(IntPredicate affordable) {
        List<HtmlPatch> patches = new ArrayList<>();
        for (Iterator<Set<Slice>> next = stale.values().iterator(); next.hasNext(); ) {
            Set<Slice> slices = next.next();
            if (!affordable.test(costOf(slices))) {
                break;
            }
            next.remove();
            patches.addAll(renderAgain(slices));
        }
        return patches;
    }

    private int costOf(Set<Slice> slices) {
        int cost = 0;
        Set<Integer> touched = new HashSet<>();
        for (Slice slice : slices) {
            cost += slice.text().length();
            for (int i = 0; i < slice.places().size(); i++) {
                int number = slice.firstBlock() + i;
                cost += touched.add(number) ? blocks.get(number).length() : 0;
            }
        }
        return cost;
    }

    /** Renders slices again; one change for each block. */
    List<HtmlPatch> renderAgain(Collection<Slice> slices) {
        Map<BlockHtml, Map<Integer, Part>> changed = new LinkedHashMap<>();
        for (Slice slice : slices) {
            Outline parsed = markdown.parse(slice.text());
            Iterator<Integer> place = slice.places().iterator();
            int number = slice.firstBlock();
            for (Node node : parsed.blocks()) {
                BlockHtml block = blocks.get(number++);
                changed.computeIfAbsent(block, _ -> new HashMap<>())
                        .put(place.next(), partOf(node, block));
            }
            await(parsed.missing(), slice);
        }
        List<HtmlPatch> patches = new ArrayList<>();
        changed.forEach((block, parts) -> block.replace(parts).ifPresent(patches::add));
        return patches;
    }
}
