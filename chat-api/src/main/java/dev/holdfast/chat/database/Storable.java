package dev.holdfast.chat.database;

import dev.holdfast.contracts.log.HtmlPatch;
import dev.holdfast.contracts.log.Source;
import java.util.List;

/**
 * Text as PostgreSQL takes it: without U+0000 and without half a surrogate pair. Each such code
 * unit becomes U+FFFD, so that lengths and offsets stay what the log says.
 */
public final class Storable {
    private static final char REPLACEMENT = '\uFFFD';

    private Storable() {}

    public static String text(String text) {
        int bad = firstBad(text, 0);
        if (bad < 0) {
            return text;
        }
        StringBuilder cleaned = new StringBuilder(text);
        while (bad >= 0) {
            cleaned.setCharAt(bad, REPLACEMENT);
            bad = firstBad(text, bad + 1);
        }
        return cleaned.toString();
    }

    public static List<HtmlPatch> patches(List<HtmlPatch> patches) {
        return patches.stream()
                .map(patch -> new HtmlPatch(patch.block(), patch.keep(), text(patch.add())))
                .toList();
    }

    public static List<String> blocks(List<String> html) {
        return html.stream().map(Storable::text).toList();
    }

    public static List<Source> sources(List<Source> sources) {
        return sources.stream()
                .map(each ->
                        new Source(
                                each.number(),
                                text(each.url()),
                                each.title() == null ? null : text(each.title()),
                                blocks(each.marks()),
                                each.spans()))
                .toList();
    }

    private static int firstBad(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (unit == 0 || Character.isSurrogate(unit)) {
                return i;
            }
        }
        return -1;
    }
}
