package dev.holdfast.contracts.content;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a text part's HTML: top-level block {@code block} becomes the first {@code keep}
 * UTF-16 code units of its present HTML followed by {@code add}. A block number equal to the number
 * of blocks opens a new one.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HtmlPatch(int block, int keep, String add) {

    public HtmlPatch {
        add = add == null ? "" : add;
    }

    /**
     * @param blocks the HTML of each block; changed in place
     * @throws IllegalArgumentException if the patch does not fit these blocks
     */
    public void applyTo(List<String> blocks) {
        if (block < 0 || block > blocks.size()) {
            throw new IllegalArgumentException(
                    "patch of block " + block + " where there are " + blocks.size());
        }
        if (block == blocks.size()) {
            if (keep != 0) {
                throw new IllegalArgumentException("a new block keeps " + keep);
            }
            blocks.add(add);
            return;
        }
        String present = blocks.get(block);
        if (keep < 0 || keep > present.length()) {
            throw new IllegalArgumentException("patch keeps " + keep + " of " + present.length());
        }
        blocks.set(block, present.substring(0, keep) + add);
    }

    /**
     * The patches of two steps as those of one: neighbouring patches of one block become one patch.
     * Applying the result gives what applying both in turn gives.
     */
    public static List<HtmlPatch> merge(List<HtmlPatch> first, List<HtmlPatch> second) {
        List<HtmlPatch> merged = new ArrayList<>(first.size() + second.size());
        merged.addAll(first);
        for (HtmlPatch next : second) {
            int at = lastPatchOf(next.block, merged);
            if (at < 0) {
                merged.add(next);
            } else {
                merged.set(at, merged.get(at).then(next));
            }
        }
        return merged;
    }

    /**
     * Patches of different blocks commute, once a block is open; so a later patch may be folded
     * into the last one of its block, wherever that stands.
     */
    private static int lastPatchOf(int block, List<HtmlPatch> patches) {
        for (int i = patches.size() - 1; i >= 0; i--) {
            if (patches.get(i).block == block) {
                return i;
            }
        }
        return -1;
    }

    private HtmlPatch then(HtmlPatch next) {
        if (next.keep < keep) {
            return next;
        }
        return new HtmlPatch(block, keep, add.substring(0, next.keep - keep) + next.add);
    }
}
