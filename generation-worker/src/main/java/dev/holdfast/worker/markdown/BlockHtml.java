package dev.holdfast.worker.markdown;

import dev.holdfast.contracts.content.HtmlPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The HTML of one top-level block as readers have it: settled parts, then a rest that may change
 * with the next token. Patches come from comparing rests, so that a long open block costs no more
 * than a short one.
 */
final class BlockHtml {
    private final int number;
    private Shell shell = Shell.NONE;

    /** Settled parts; those from {@link #shownParts} on have not been shown as such. */
    private final List<String> parts = new ArrayList<>();

    private int shownParts;

    /** Length of the shell's opening and the shown parts; 0 before there is a shown part. */
    private int settledLength;

    /** What readers have after {@link #settledLength}. */
    private String rest = "";

    /** An item of this list is loose, and so all are. */
    private boolean loose;

    /** Whether readers know of this block. */
    private boolean opened;

    BlockHtml(int number) {
        this.number = number;
    }

    boolean isLoose() {
        return loose;
    }

    void setLoose(boolean loose) {
        this.loose = loose;
    }

    boolean hasParts() {
        return !parts.isEmpty();
    }

    Shell shell() {
        return shell;
    }

    /** Before the first part of a block that stays open. */
    void open(Shell around) {
        shell = around;
    }

    /**
     * @return the part's place, for {@link #replace}
     */
    int settle(String part) {
        parts.add(part);
        return parts.size() - 1;
    }

    /**
     * Shows the settled parts and what is open after them.
     *
     * @param openPart without the shell where the block has one
     */
    Optional<HtmlPatch> show(String openPart) {
        StringBuilder fresh = new StringBuilder();
        if (settledLength == 0) {
            fresh.append(shell.open());
        }
        for (String part : parts.subList(shownParts, parts.size())) {
            fresh.append(part);
        }
        int settled = parts.isEmpty() ? 0 : fresh.length();
        fresh.append(openPart).append(shell.close());
        String before = rest;
        String after = fresh.toString();
        int keptBefore = settledLength;
        shownParts = parts.size();
        settledLength += settled;
        rest = after.substring(settled);
        return patch(keptBefore, before, after);
    }

    /**
     * Settled parts became other ones: a definition came later, or the list became loose. With the
     * first part comes the shell: a table's head may refer to a definition too.
     *
     * @param changed by their places
     */
    Optional<HtmlPatch> replace(Map<Integer, Settled.Part> changed) {
        String before = html();
        changed.forEach((place, part) -> parts.set(place, part.html()));
        if (changed.containsKey(0)) {
            shell = changed.get(0).shell();
        }
        if (settledLength > 0) {
            settledLength = shell.open().length();
            for (String part : parts.subList(0, shownParts)) {
                settledLength += part.length();
            }
        }
        return patch(0, before, html());
    }

    int length() {
        return settledLength + rest.length();
    }

    String html() {
        if (settledLength == 0) {
            return rest;
        }
        StringBuilder html = new StringBuilder(settledLength + rest.length()).append(shell.open());
        parts.subList(0, shownParts).forEach(html::append);
        return html.append(rest).toString();
    }

    private Optional<HtmlPatch> patch(int offset, String before, String after) {
        if (opened && before.equals(after)) {
            return Optional.empty();
        }
        opened = true;
        int kept = commonPrefix(before, after);
        return Optional.of(new HtmlPatch(number, offset + kept, after.substring(kept)));
    }

    /**
     * In UTF-16 code units, and never half a character or half a tag: a reader may take what is
     * added for HTML that goes on where a text or an element ended.
     */
    private static int commonPrefix(String before, String after) {
        int end = Math.min(before.length(), after.length());
        int same = 0;
        while (same < end && before.charAt(same) == after.charAt(same)) {
            same++;
        }
        if (same > 0 && Character.isHighSurrogate(after.charAt(same - 1))) {
            same--;
        }
        return startOfTag(after, same);
    }

    /** Where the tag begins that {@code at} lies in; {@code at} itself if it lies in none. */
    private static int startOfTag(String html, int at) {
        for (int i = at - 1; i >= 0; i--) {
            switch (html.charAt(i)) {
                case '<' -> {
                    return i;
                }
                case '>' -> {
                    return at;
                }
                default -> {}
            }
        }
        return at;
    }
}
