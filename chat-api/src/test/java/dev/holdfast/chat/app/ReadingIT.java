package dev.holdfast.chat.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was answered, copied, printed and read on small screens. */
class ReadingIT extends AppTest {
    private static final String ID = "01a21ee2-978f-7ede-b98f-879e88c2b2f6";

    private static final String FORMULA =
            "<math alttext=\"x^2\"><msup><mi>x</mi><mn>2</mn></msup></math>";
    private static final String WIDE_FORMULA =
            "<div class=\"math\"><math display=\"block\" alttext=\"a+b\"><mrow>"
                    + "<mi>abcdefghij</mi><mo>+</mo>".repeat(40)
                    + "</mrow></math></div>";
    private static final String WIDE_TABLE =
            "<table><thead><tr>"
                    + "<th>A heading of a column</th>".repeat(12)
                    + "</tr></thead><tbody><tr>"
                    + "<td>incomprehensibilities</td>".repeat(12)
                    + "</tr></tbody></table>";

    private AppPage openAnswer(String... blocks) {
        return openAnswer(AppPage.desktop(), blocks);
    }

    private AppPage openAnswer(Browser.NewContextOptions device, String... blocks) {
        server.hasConversation(
                ID,
                List.of(
                        PlayedServer.question("q", null, "The question"),
                        PlayedServer.answer("a", "q", "p", "m", blocks)));
        AppPage page = opened(AppPage.open(chromium(), server, device, "/c/" + ID));
        page.page().locator("hf-answer-html .block").first().waitFor();
        return page;
    }

    // Copying

    private static final String COPIED =
            """
            ([from, to]) => {
              const start = document.querySelector(from);
              const end = document.querySelector(to);
              const range = document.createRange();
              range.setStartBefore(start.firstChild ?? start);
              range.setEndAfter(end.lastChild ?? end);
              getSelection().removeAllRanges();
              getSelection().addRange(range);
              const data = new DataTransfer();
              const event = new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true });
              start.dispatchEvent(event);
              return event.defaultPrevented ? data.getData('text/plain') : null;
            }
            """;

    /**
     * What a copy of all between these elements puts on the clipboard; null where the browser does
     * it.
     */
    private static Object copied(AppPage page, String from, String to) {
        return page.page().evaluate(COPIED, List.of(from, to));
    }

    /** What the worker renders, and what it was. */
    private static final List<Map.Entry<String, String>> MARKDOWN =
            List.of(
                    Map.entry(
                            "<h2>Head</h2><p>a <strong>b</strong> <em>c</em> <del>d</del></p>",
                            "## Head\n\na **b** *c* ~~d~~"),
                    Map.entry(
                            "<p>a <code>b`c</code> <a href=\"https://d.example/\">e</a></p>",
                            "a ``b`c`` [e](https://d.example/)"),
                    Map.entry("<p>a<br>b</p>", "a\\\nb"),
                    Map.entry(
                            "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
                    Map.entry(
                            "<ol start=\"3\"><li>a</li><li><p>b</p><p>c</p></li></ol>",
                            "3. a\n4. b\n\n   c"),
                    Map.entry(
                            "<ul><li><input type=\"checkbox\" checked disabled> done</li></ul>",
                            "- [x] done"),
                    Map.entry(
                            "<blockquote><p>a</p><p>b</p></blockquote><hr>", "> a\n>\n> b\n\n---"),
                    Map.entry(
                            "<pre data-language=\"Java\"><code class=\"language-java\">int x;\n"
                                    + "</code></pre><p>a</p>",
                            "```java\nint x;\n```\n\na"),
                    Map.entry(
                            "<table><thead><tr><th>a</th><th"
                                + " align=\"right\">b</th></tr></thead><tbody><tr><td>c|d</td><td>e</td></tr></tbody></table>",
                            "| a | b |\n| --- | ---: |\n| c\\|d | e |"),
                    Map.entry("<p>5 * 3 <em>a*b</em></p>", "5 \\* 3 *a\\*b*"));

    @Test
    void aSelectionKeepsItsMarkdown() {
        server.hasConversation(
                ID,
                IntStream.range(0, MARKDOWN.size())
                        .mapToObj(i ->
                                PlayedServer.answer(
                                        "a" + i,
                                        i == 0 ? "none" : "a" + (i - 1),
                                        "p",
                                        "m",
                                        MARKDOWN.get(i).getKey()))
                        .toList());
        AppPage page = opened(AppPage.open(chromium(), server, AppPage.desktop(), "/c/" + ID));
        assertThat(page.page().locator("hf-answer-html .block")).hasCount(MARKDOWN.size());
        for (int i = 0; i < MARKDOWN.size(); i++) {
            String answer = "[data-id=a" + i + "] hf-answer-html";
            assertThat(copied(page, answer, answer)).isEqualTo(MARKDOWN.get(i).getValue());
        }
    }

    @Test
    void aSelectionKeepsTheTexOfItsFormulas() {
        AppPage page =
                openAnswer(
                        "<p>So <span dir=\"ltr\">" + FORMULA + "</span> it is.</p>", WIDE_FORMULA);
        assertThat(copied(page, "hf-answer-html", "hf-answer-html"))
                .isEqualTo("So $x^2$ it is.\n\n$$\na+b\n$$");
    }

    @Test
    void aSelectionHasNothingOfTheAppsOwn() {
        AppPage page = openAnswer("<p>An <em>answer</em>.</p>", "<pre><code>x\n</code></pre>");
        assertThat(copied(page, "hf-question", "hf-answer"))
                .isEqualTo("The question\n\nAn *answer*.\n\n```\nx\n```");
    }

    @Test
    void whatIsOnlyTextIsCopiedAsItIs() {
        AppPage page = openAnswer("<p>5 * 3 <em>a</em></p>", "<pre><code>a * b\n</code></pre>");
        assertThat(copied(page, "pre code", "pre code")).isNull();
        assertThat(copied(page, "p em", "p em")).isNull();
    }

    @Test
    void aPartOfANumberedListKeepsItsNumbers() {
        AppPage page = openAnswer("<ol><li>a</li><li>b</li><li>c</li></ol>");
        assertThat(copied(page, "li:nth-child(2)", "li:nth-child(3)")).isEqualTo("2. b\n3. c");
    }

    @Test
    void theSourcesOfAnAnswerKeepTheirNumbers() {
        server.hasConversation(
                ID,
                List.of(
                        PlayedServer.question("q", null, "The question"),
                        PlayedServer.answerWith(
                                "a",
                                "q",
                                """
                                {"number": 1, "url": "https://one.example/", "title": "One"},
                                {"number": 3, "url": "https://three.example/"},
                                {"number": 4, "url": "https://www.three.example/a/page?of=it"}\
                                """,
                                "<p>An answer.</p>")));
        AppPage page = opened(AppPage.open(chromium(), server, AppPage.desktop(), "/c/" + ID));
        page.page().locator(".sources-list").waitFor();
        assertThat(copied(page, "hf-answer-html", "hf-sources"))
                .isEqualTo(
                        "An answer.\n\n"
                            + "Sources\n\n"
                            + "1. [One](https://one.example/) one.example\n"
                            + "3. [three.example](https://three.example/)\n"
                            + "4. [three.example/a/page](https://www.three.example/a/page?of=it)");
    }

    // Printing

    @Test
    void printKeepsWideTablesAndDropsWhatIsNotTheConversation() {
        AppPage page =
                openAnswer(
                        AppPage.desktop().setColorScheme(ColorScheme.DARK),
                        "<p>Before.</p>",
                        WIDE_TABLE);
        page.page().setViewportSize(794, 1123);
        page.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(number(page, ".table-frame", "e.scrollWidth - e.clientWidth")).isZero();
        assertThat(number(page, "html", "e.scrollWidth - e.clientWidth")).isZero();
        assertThat(
                        (String)
                                page.page()
                                        .locator(".table-frame")
                                        .evaluate("e => getComputedStyle(e).overflowX"))
                .isEqualTo("visible");
        for (String other :
                List.of(
                        "hf-sidebar",
                        ".composer",
                        ".answer-actions",
                        ".bar button",
                        ".skip-link")) {
            assertThat(page.page().locator(other).first()).isHidden();
        }
        assertThat(page.page().locator(".answer-model")).isVisible();
        // Black on white, whatever the screen has.
        assertThat(
                        (String)
                                page.page()
                                        .locator("body")
                                        .evaluate("e => getComputedStyle(e).colorScheme"))
                .contains("light");
        page.photograph("print");
    }

    private static double number(AppPage page, String selector, String of) {
        return ((Number) page.page().locator(selector).first().evaluate("e => " + of))
                .doubleValue();
    }

    @Test
    void printHasAllOfALongConversation() {
        server.hasConversation(
                ID,
                IntStream.range(0, 100)
                        .boxed()
                        .flatMap(i ->
                                Stream.of(
                                        PlayedServer.question(
                                                "q" + i, i == 0 ? null : "a" + (i - 1), "Q " + i),
                                        PlayedServer.answer(
                                                "a" + i, "q" + i, "p", "m", "<p>A " + i + "</p>")))
                        .toList());
        AppPage page = opened(AppPage.open(chromium(), server, AppPage.desktop(), "/c/" + ID));
        page.page().locator("hf-answer").first().waitFor();
        page.page().evaluate("() => dispatchEvent(new Event('beforeprint'))");
        assertThat(page.page().locator("hf-answer")).hasCount(100);
        assertThat(page.page().locator("hf-answer").first()).containsText("A 0");
    }

    // What is pressed

    @Test
    void retryStandsOnce() {
        server.hasConversation(
                ID,
                List.of(
                        PlayedServer.question("q", null, "The question"),
                        PlayedServer.failed("a", "q", "provider-error")));
        AppPage page = opened(AppPage.open(chromium(), server, AppPage.desktop(), "/c/" + ID));
        assertThat(page.button("Retry")).hasCount(1);
        assertThat(page.button("Answer again")).hasCount(0);
        page.photograph("failed");
    }

    @Test
    void aWideFormulaCanBeScrolledByKeyboard() {
        AppPage page = openAnswer(WIDE_FORMULA);
        Locator formula = page.page().locator(".math");
        assertThat(formula).hasAttribute("tabindex", "0");
        assertThat(formula).hasAttribute("role", "region");
        assertThat(formula).hasAttribute("aria-label", "Formula");
        formula.focus();
        page.page().keyboard().press("End");
        page.page().keyboard().press("ArrowRight");
        page.page().waitForCondition(() -> number(page, ".math", "e.scrollLeft") > 0);
    }

    @Test
    void whatFitsIsNoStopOfTheTabKey() {
        AppPage page =
                openAnswer(
                        "<div class=\"math\"><math display=\"block\"><mi>x</mi></math></div>",
                        "<table><tbody><tr><td>one</td></tr></tbody></table>",
                        WIDE_FORMULA,
                        WIDE_TABLE);
        for (String frame : List.of(".math", ".table-frame")) {
            Locator both = page.page().locator(frame);
            assertThat(both.nth(1)).hasAttribute("role", "region");
            assertThat(both.nth(1)).hasAttribute("tabindex", "0");
            for (String name : List.of("role", "tabindex", "aria-label")) {
                assertThat(both.first()).not().hasAttribute(name, Pattern.compile(".*"));
            }
        }
    }

    // Who writes

    private AppPage openAtWork() {
        server.hasConversationAtWork(
                ID, List.of(PlayedServer.question("q", null, "Go"), PlayedServer.queued("q")));
        AppPage page = opened(AppPage.open(chromium(), server, AppPage.desktop(), "/c/" + ID));
        page.answer().waitFor();
        page.page().waitForCondition(server::streams);
        tell("started", 1, "\"worker\": \"one\", \"keeps\": {\"parts\": 0, \"length\": 0}");
        progress(1, 0, "0123456789", "");
        assertThat(page.answer()).containsText("0123456789");
        return page;
    }

    private void tell(String what, int attempt, String rest) {
        server.tell(
                """
                {"type": "generation.%s", "conversationId": "%s", "generationId": "at-work",
                 "at": "2026-01-01T00:00:02Z", "attempt": %d, %s}\
                """
                        .formatted(what, ID, attempt, rest));
    }

    /** Of the first part so much is kept. */
    private void takeOver(int attempt, int length) {
        takeOver(attempt, length == 0 ? 0 : 1, length);
    }

    private void takeOver(int attempt, int parts, int length) {
        tell(
                "started",
                attempt,
                """
                "worker": "w%d", "keeps": {"parts": %d, "length": %d}\
                """
                        .formatted(attempt, parts, length));
    }

    private void progress(int attempt, int from, String text, String rest) {
        tell("progressed", attempt, "\"pieces\": [" + written(0, from, text) + "]" + rest);
    }

    private void progress(String... pieces) {
        tell("progressed", 1, "\"pieces\": [" + String.join(",", pieces) + "]");
    }

    /** A piece of this part, in its one block, which is all of the part's HTML. */
    private static String written(int part, int from, String text) {
        return """
        {"part": %d, "type": "text", "from": %d, "text": "%3$s",
         "html": [{"block": 0, "keep": 0, "add": "<p>%3$s</p>"}]}\
        """
                .formatted(part, from, text);
    }

    private static String thought(int part, int from, String text) {
        return """
        {"part": %d, "type": "reasoning", "from": %d, "text": "%s"}\
        """
                .formatted(part, from, text);
    }

    private static Locator takeover(AppPage page) {
        return page.page().locator(".takeover");
    }

    @Test
    void aTakeoverThatLostNothingSaysSo() {
        AppPage page = openAtWork();
        takeOver(2, 10);
        assertThat(takeover(page)).containsText("Nothing of the text was lost");
    }

    @Test
    void aTakeoverThatLostTheLastWordsSaysSo() {
        AppPage page = openAtWork();
        takeOver(2, 4);
        assertThat(takeover(page)).containsText("Continued by another worker");
        assertThat(takeover(page)).containsText("The last words of the one before");
        assertThat(takeover(page)).not().containsText("Nothing of the text was lost");
    }

    @Test
    void whatWasTakenAwayIsNotForgottenByTheNextTakeover() {
        AppPage page = openAtWork();
        takeOver(2, 0);
        assertThat(takeover(page)).containsText("The text that was there was taken away");
        takeOver(3, 0);
        assertThat(takeover(page)).containsText("attempt 3");
        assertThat(takeover(page)).containsText("The text that was there was taken away");
    }

    @Test
    void aTakeoverIsHeardOnceAndByItsName() {
        AppPage page = openAtWork();
        page.listen();
        takeOver(2, 10);
        assertThat(takeover(page)).containsText("Continued");
        progress(2, 10, "0123456789 anew", ", \"anew\": true");
        assertThat(takeover(page)).containsText("Begun again below");
        progress(2, 25, " and on", ", \"anew\": true");
        assertThat(page.answer()).containsText("and on");
        assertThat(page.heard())
                .containsExactly(
                        "Continued by another worker", "Begun again below, by another worker");
    }

    @Test
    void aWaitForAModelIsSeenAfterATakeoverToo() {
        AppPage page = openAtWork();
        takeOver(2, 10);
        tell("alive", 2, "\"beat\": 1, \"waitsFor\": \"model-loading\"");
        Locator words = page.page().locator("hf-working span:not(.pulse)");
        assertThat(words).hasText(Pattern.compile("The model is being loaded"));
        assertThat(words).not().hasClass("visually-hidden");
        progress(2, 10, " and on", "");
        assertThat(words).hasClass("visually-hidden");
    }

    // Parts

    private static final Locator.WaitForOptions ATTACHED =
            new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);

    private static Locator parts(AppPage page) {
        return page.page().locator("hf-answer-parts > *");
    }

    @Test
    void whatWasThoughtStandsWhereItWasThought() {
        server.hasConversation(
                ID,
                List.of(
                        PlayedServer.question("q", null, "The question"),
                        PlayedServer.answerOf(
                                "a",
                                "q",
                                PlayedServer.reasoning("First this."),
                                PlayedServer.text("One *a*", "<p>One <em>a</em></p>"),
                                PlayedServer.reasoning("Then that."),
                                PlayedServer.text("Two", "<p>Two</p>"))));
        AppPage page = opened(AppPage.open(chromium(), server, AppPage.desktop(), "/c/" + ID));

        assertThat(parts(page)).hasText(new String[] {"Reasoning", "One a", "Reasoning", "Two"});
        parts(page).nth(2).getByRole(AriaRole.BUTTON).click();
        assertThat(parts(page))
                .hasText(new String[] {"Reasoning", "One a", "Reasoning Then that.", "Two"});
        page.photograph("parts");
        assertThat(copied(page, "hf-question", "hf-answer"))
                .isEqualTo("The question\n\nOne *a*\n\nTwo");
    }

    @Test
    void whatIsThoughtBetweenIsSeenWhileItIsAndKeepsItsTime() {
        AppPage page = openAtWork();
        progress(thought(1, 0, "But wait"));
        assertThat(parts(page).nth(1)).containsText("Reasoning for");
        assertThat(parts(page).nth(1).locator(".is-running")).hasCount(1);

        progress(thought(1, 8, "."), written(2, 0, "So it is"));
        assertThat(parts(page))
                .hasText(
                        new Pattern[] {
                            Pattern.compile("0123456789"),
                            Pattern.compile("Reasoned for .*s"),
                            Pattern.compile("So it is")
                        });
        assertThat(parts(page).nth(1).locator(".is-running")).hasCount(0);
    }

    @Test
    void whatToolsWereCalledIsToldInPlainWords() {
        server.hasConversation(
                ID,
                List.of(
                        PlayedServer.question("q", null, "The question"),
                        PlayedServer.answerOf(
                                "a",
                                "q",
                                """
                                {"type": "tool-call", "callId": "1", "name": "<b>look</b>",
                                 "input": "{\\"of\\": \\"<img src=x>\\"}", "state": "done"}
                                """,
                                """
                                {"type": "tool-result", "callId": "1", "failed": false,
                                 "parts": [{"type": "text", "text": "<i>Soda</i>"},
                                           {"type": "attachment", "reference": "r", "name": "a.pdf",
                                            "mediaType": "application/pdf", "bytes": 1500000}]}
                                """,
                                """
                                {"type": "tool-call", "callId": "2", "name": "ask", "input": "",
                                 "state": "running"}
                                """,
                                """
                                {"type": "tool-result", "callId": "2", "failed": true, "parts": []}
                                """,
                                """
                                {"type": "attachment", "reference": "s", "name": "b.png",
                                 "mediaType": "image/png", "bytes": 20480}
                                """)));
        AppPage page = opened(AppPage.open(chromium(), server, AppPage.desktop(), "/c/" + ID));

        // the second was under way when the answer ended, and is at nothing any more
        assertThat(parts(page))
                .hasText(
                        new String[] {
                            "Used <b>look</b>",
                            "Result of <b>look</b>",
                            "a.pdf application/pdf, 1.5 MB",
                            "Called ask",
                            "ask failed",
                            "b.png image/png, 20.5 kB"
                        });
        parts(page).nth(0).getByRole(AriaRole.BUTTON).click();
        parts(page).nth(1).getByRole(AriaRole.BUTTON).click();
        assertThat(parts(page).nth(0).locator(".aside-text")).hasText("{\"of\": \"<img src=x>\"}");
        assertThat(parts(page).nth(1).locator(".aside-text")).hasText("<i>Soda</i>");
        assertThat(page.page().locator("hf-answer-parts :is(b, i, img)")).hasCount(0);
        page.photograph("tools");
    }

    @Test
    void aPartThatIsNotKnownHarmsNothing() {
        AppPage page = openAtWork();
        progress(
                """
                {"part": 1, "type": "hologram", "parts": 7, "text": ["not", "one"]}
                """,
                written(2, 0, "Behind it"));
        assertThat(parts(page)).hasText(new String[] {"0123456789", "Behind it"});
        tell(
                "ended",
                1,
                """
                "end": "completed", "result": {"content": {"parts": [
                  {"type": "hologram"}, %s]}}\
                """
                        .formatted(PlayedServer.text("All of it", "<p>All of it</p>")));
        assertThat(parts(page)).hasText(new String[] {"All of it"});
        assertThat(page.page().locator("article.is-completed")).isVisible();
    }

    @Test
    void wordsAreFoundInEveryTextOfAnAnswerAndNotInWhatWasThought() {
        server.hasConversation(
                ID,
                List.of(
                        PlayedServer.question("q", null, "The question"),
                        PlayedServer.answerOf(
                                "a",
                                "q",
                                PlayedServer.text("A bowline", "<p>A bowline</p>"),
                                PlayedServer.reasoning("Or a clove hitch?"),
                                PlayedServer.text("A sheet bend", "<p>A sheet bend</p>"))));
        AppPage page = opened(AppPage.open(chromium(), server, AppPage.desktop(), "/c/" + ID));
        assertThat(parts(page)).hasCount(3);
        page.page().keyboard().press("Control+k");
        Locator search = page.page().getByLabel("Search conversations and commands");
        Locator excerpt = page.page().locator(".search-excerpt");
        Locator results = page.page().getByText(Pattern.compile("^\\d+ results?$"));

        // It is found as soon as the device has kept it.
        page.page()
                .waitForCondition(() -> {
                    search.fill("");
                    search.fill("bend bowline");
                    results.waitFor(ATTACHED);
                    return excerpt.count() > 0;
                });
        assertThat(excerpt).hasText("A bowline A sheet bend");
        search.fill("hitch");
        assertThat(page.page().locator("p#search-list")).containsText("hitch");
        assertThat(excerpt).hasCount(0);
    }

    /** Everything that was in the answer's parts and is taken out from now on. */
    private static final String WATCH_REMOVALS =
            """
            () => {
              const answer = document.querySelector('hf-answer-parts');
              answer.querySelector('.block p').kept = true;
              window.removed = [];
              new MutationObserver((all) => all.forEach(({ removedNodes }) =>
                removedNodes.forEach((node) => node instanceof Element && window.removed.push(node.outerHTML))))
                .observe(answer, { childList: true, subtree: true });
            }
            """;

    @Test
    void aTakeoverThatGoesOnInTheSamePartMovesNothing() {
        AppPage page = openAtWork();
        progress(thought(1, 0, "But wait."), written(2, 0, "So"));
        assertThat(parts(page).nth(2)).hasText("So");
        page.page().evaluate(WATCH_REMOVALS);

        takeOver(2, 3, 2);
        assertThat(takeover(page)).containsText("Nothing of the text was lost");
        assertThat(parts(page).nth(2)).hasText("So");
        tell(
                "progressed",
                2,
                """
                "pieces": [{"part": 2, "type": "text", "from": 2, "text": " it is",
                            "html": [{"block": 0, "keep": 0, "add": "<p>So it is</p>"}]}]\
                """);
        assertThat(parts(page).nth(2)).hasText("So it is");

        assertThat((List<?>) page.page().evaluate("() => window.removed")).isEmpty();
        assertThat(
                        (boolean)
                                page.page()
                                        .evaluate(
                                                "() => document.querySelector('hf-answer-parts"
                                                        + " .block p').kept === true"))
                .isTrue();
    }

    @Test
    void aTakeoverAtAnEarlierPartDropsWhatStandsBehindIt() {
        AppPage page = openAtWork();
        progress(thought(1, 0, "But wait."), written(2, 0, "So"));
        assertThat(parts(page)).hasCount(3);
        takeOver(2, 1, 10);
        assertThat(parts(page)).hasText(new String[] {"0123456789"});
        assertThat(takeover(page)).containsText("The last words of the one before");
    }

    // Without a network

    /** What the service worker answers a navigation, where the server answers with this status. */
    private static final String NAVIGATED =
            """
            async ([worker, path, status]) => {
              const origin = 'https://chat.example';
              const heard = {};
              const self = {
                registration: { scope: origin + '/' },
                location: { origin },
                addEventListener: (name, listener) => { heard[name] = listener; },
              };
              const caches = { open: async () => ({ match: async () => new Response('kept') }) };
              const fetch = async () => new Response('fresh', { status });
              new Function('self', 'caches', 'fetch', worker)(self, caches, fetch);
              let answer = null;
              heard.fetch({
                request: { method: 'GET', mode: 'navigate', url: origin + path },
                waitUntil: () => undefined,
                respondWith: (given) => { answer = given; },
              });
              return answer === null ? null : (await answer).text();
            }
            """;

    @Test
    void aServerThatIsAwayBehindItsProxyIsAsGoodAsNone() throws IOException {
        String worker = Files.readString(Path.of("src/main/resources/web/static/offline.js"));
        Page page = open().page();
        for (int status : List.of(502, 503, 504)) {
            assertThat(page.evaluate(NAVIGATED, List.of(worker, "/c/x", status))).isEqualTo("kept");
        }
        assertThat(page.evaluate(NAVIGATED, List.of(worker, "/c/x", 200))).isEqualTo("fresh");
        assertThat(page.evaluate(NAVIGATED, List.of(worker, "/settings", 500))).isEqualTo("fresh");
    }

    @Test
    void whatLiesBesideTheAppIsLeftAlone() throws IOException {
        String worker = Files.readString(Path.of("src/main/resources/web/static/offline.js"));
        Page page = open().page();
        for (String path : List.of("/", "/index.html", "/c/x", "/settings", "/signed-in?code=1")) {
            assertThat(page.evaluate(NAVIGATED, List.of(worker, path, 200))).isEqualTo("fresh");
        }
        for (String path : List.of("/wiki/", "/grafana", "/api/models", "/static/x.pdf")) {
            assertThat(page.evaluate(NAVIGATED, List.of(worker, path, 200))).isNull();
        }
    }

    // Small screens

    @Test
    void theOfflineNoticeCoversNothing() {
        AppPage page = openAnswer("<p>An answer.</p>");
        page.context().setOffline(true);
        Locator notice = page.page().locator("[data-notice=offline]");
        assertThat(notice).isVisible();
        page.photograph("offline");
        for (String other : List.of(".thread-scroller", ".composer", "header.bar")) {
            assertThat(areApart(notice.boundingBox(), page.page().locator(other).boundingBox()))
                    .as(other)
                    .isTrue();
        }
    }

    private static boolean areApart(BoundingBox one, BoundingBox other) {
        return one.y + one.height <= other.y
                || other.y + other.height <= one.y
                || one.x + one.width <= other.x
                || other.x + other.width <= one.x;
    }

    @Test
    void aPhoneOnItsSideKeepsTheSidebarClosed() {
        AppPage page = openAnswer(phone(844, 390), "<p>An answer.</p>");
        assertThat(page.page().locator("hf-sidebar")).not().isInViewport();
        assertThat(page.button("Open sidebar")).isVisible();
        page.photograph("phone-landscape");
        page.button("Open sidebar").click();
        assertThat(page.page().locator("hf-sidebar")).isInViewport();
        page.photograph("phone-landscape-drawer");
    }

    private static Browser.NewContextOptions phone(int width, int height) {
        return AppPage.desktop().setViewportSize(width, height).setHasTouch(true).setIsMobile(true);
    }

    @Test
    void enterSendsWhereAHardwareKeyboardIsUsed() {
        // given a device without a pointer, and nothing known of its keyboard
        AppPage page = openAnswer(phone(390, 844), "<p>An answer.</p>");
        page.field().fill("one");
        page.field().press("Enter");
        assertThat(page.field()).hasValue("one\n");

        // when a key comes that no keyboard of glass has
        page.field().press("ArrowLeft");
        page.field().press("Enter");
        assertThat(page.question()).containsText("one");
        assertThat(page.field()).hasValue("");
    }

    @Test
    void enterBreaksTheLineWhileAKeyboardOfGlassIsShown() {
        AppPage page = openAnswer(phone(390, 844), "<p>An answer.</p>");
        page.field().fill("one");
        page.field().press("ArrowLeft");
        page.page().setViewportSize(390, 480);
        page.field().press("End");
        page.field().press("Enter");
        assertThat(page.field()).hasValue(Pattern.compile("one\n"));
    }
}
