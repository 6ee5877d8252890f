package dev.holdfast.worker.markdown.math;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The elements, attributes and values of formulas: numbers, words and colours. */
final class MathMlRules {
    private static final Set<String> ELEMENTS =
            Set.of(
                    "math",
                    "mrow",
                    "mi",
                    "mo",
                    "mn",
                    "mtext",
                    "mspace",
                    "mfrac",
                    "msqrt",
                    "mroot",
                    "mstyle",
                    "mpadded",
                    "mphantom",
                    "menclose",
                    "msub",
                    "msup",
                    "msubsup",
                    "munder",
                    "mover",
                    "munderover",
                    "mtable",
                    "mtr",
                    "mtd");

    private static final Pattern FLAG = Pattern.compile("true|false");
    private static final String NUMBER = "[+-]?(?:\\d{1,3}(?:\\.\\d{0,6})?|\\.\\d{1,6})";
    private static final String ONE_LENGTH = NUMBER + "(?:em|ex|px|pt|mu|%)?";
    private static final Pattern LENGTH = Pattern.compile(ONE_LENGTH);
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{3,8}|[a-zA-Z]{1,20}");
    private static final Pattern WORDS = Pattern.compile("[a-z]{1,20}(?: [a-z]{1,20}){0,7}");

    private static final Map<String, Pattern> ATTRIBUTES =
            Map.ofEntries(
                    Map.entry("display", Pattern.compile("block")),
                    Map.entry("displaystyle", FLAG),
                    Map.entry("scriptlevel", Pattern.compile("[+-]?\\d")),
                    Map.entry("fence", FLAG),
                    Map.entry("separator", FLAG),
                    Map.entry("stretchy", FLAG),
                    Map.entry("symmetric", FLAG),
                    Map.entry("largeop", FLAG),
                    Map.entry("movablelimits", FLAG),
                    Map.entry("accent", FLAG),
                    Map.entry("accentunder", FLAG),
                    Map.entry("form", Pattern.compile("prefix|infix|postfix")),
                    Map.entry("lspace", LENGTH),
                    Map.entry("rspace", LENGTH),
                    Map.entry("minsize", LENGTH),
                    Map.entry("maxsize", LENGTH),
                    Map.entry("width", LENGTH),
                    Map.entry("height", LENGTH),
                    Map.entry("depth", LENGTH),
                    Map.entry("voffset", LENGTH),
                    Map.entry("linethickness", LENGTH),
                    Map.entry("mathcolor", COLOUR),
                    Map.entry("mathbackground", COLOUR),
                    Map.entry("notation", WORDS));

    private MathMlRules() {}

    static boolean allowsElement(String name) {
        return ELEMENTS.contains(name);
    }

    static boolean allowsAttribute(String name, String value) {
        return Optional.ofNullable(ATTRIBUTES.get(name))
                .filter(pattern -> pattern.matcher(value).matches())
                .isPresent();
    }
}
