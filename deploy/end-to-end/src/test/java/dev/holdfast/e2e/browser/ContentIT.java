package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import dev.holdfast.e2e.Play;
import dev.holdfast.played.Script;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(StageExtension.class)
class ContentIT {

    /** Notes what is on the screen after each time that it was painted. */
    private static final String NOTE_FRAMES =
            """
            () => {
              window.frames_ = [];
              const note = () => {
                const answer = document.querySelector('hf-answer hf-answer-html');
                if (answer) {
                  const shown = [...answer.querySelectorAll('.block')].map((block) => {
                    const copy = block.cloneNode(true);
                    copy.querySelectorAll('[data-own]').forEach((own) => own.remove());
                    return copy.textContent;
                  }).join('\\n');
                  if (window.frames_.at(-1) !== shown) window.frames_.push(shown);
                }
              };
              const next = () => requestAnimationFrame(() => { setTimeout(note); next(); });
              next();
            }
            """;

    @Test
    void check30_codeHasItsLanguageACopyButtonAndItsOwnScroll(Stage stage) {
        String code = "class Anchor {\n    String text = \"" + "wide ".repeat(80) + "\";\n}\n";
        String prompt =
                stage.prompt(
                        "Code, please",
                        Play.of("Here:\n\n```java\n" + code + "```\n\n```\nplain\n```\n"));
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitCompleted();
        Locator frame = chat.answer().locator(".code-frame").first();
        assertThat(frame.locator(".code-language")).hasText("Java");
        assertThat(chat.answer().locator(".code-language").last()).hasText("Text");

        Locator copy = frame.locator(".code-copy");
        copy.click();
        assertThat(copy).hasText("Copied");
        assertThat(chat.status()).containsText("Copied");
        assertThat(chat.page().evaluate("() => navigator.clipboard.readText()")).isEqualTo(code);
        assertThat(copy).hasText("Copy code");

        Locator pre = frame.locator("pre");
        assertThat((boolean) pre.evaluate("(pre) => pre.scrollWidth > pre.clientWidth")).isTrue();
        pre.focus();
        chat.page().keyboard().press("ArrowRight");
        chat.page()
                .waitForCondition(
                        () -> ((Number) pre.evaluate("(pre) => pre.scrollLeft")).intValue() > 0);
        assertThat(
                        chat.number(
                                "() => document.documentElement.scrollWidth -"
                                        + " document.documentElement.clientWidth"))
                .isLessThanOrEqualTo(0);
    }

    @Test
    void check30_aWholeAnswerIsCopiedAsItWasWritten(Stage stage) {
        String text = "## Title\n\nSome *words*, and a\n\n- list\n";
        ChatPage chat = stage.signIn();
        chat.ask(stage.prompt("Markdown, please", Play.of(text))).awaitCompleted();
        chat.button("Copy answer").click();
        assertThat(chat.status()).containsText("Answer copied");
        assertThat(chat.page().evaluate("() => navigator.clipboard.readText()")).isEqualTo(text);
    }

    /** Blocks that stay open for a while. */
    enum Open {
        FENCE("```java\nclass Anchor {\n    int weight = 12; // heavy\n}\n```\n\nAfter it.\n"),
        LIST("1. one item\n2. another item\n   - and one within\n\nAfter it.\n"),
        MARKS(
                "Some **bold words**, `code` and [a link](https://example.com/a_b).\n\n"
                        + "| a | **b** |\n|---|---|\n| c | `d` |\n\n## A head\n\nAfter it.\n");

        private final String markdown;

        Open(String markdown) {
            this.markdown = markdown;
        }
    }

    @ParameterizedTest
    @EnumSource
    void check31_anOpenBlockNeverFlickers(Open open, Stage stage) {
        String prompt =
                stage.prompt(
                        "Slowly",
                        Script.begin().say("Before it.\n\n").say(open.markdown, 3, 25).finish());
        ChatPage chat = stage.signIn();
        chat.page().evaluate(NOTE_FRAMES);
        chat.ask(prompt).awaitCompleted();

        List<?> frames = (List<?>) chat.page().evaluate("() => window.frames_");
        assertThat(frames).hasSizeGreaterThan(5);
        String before = "";
        for (Object each : frames) {
            String frame = ((String) each).replaceAll("\\s+", " ").strip();
            assertThat(frame).as("markup that was shown").doesNotContain("`", "**", "[", "|", "#");
            assertThat(frame)
                    .as("what was read once is still there, but for what may be markup")
                    .startsWith(before.replaceFirst("[`\\d. -]+$", ""));
            before = frame;
        }
    }

    @Test
    void check33_nothingThatAModelSaysRuns(Stage stage) {
        String text =
                """
                <script>window.ran = 'script'</script>

                <img src=x onerror="window.ran = 'onerror'"> and <svg onload="window.ran = 'onload'"></svg>

                [press me](javascript:window.ran='link') and [me](data:text/html,<script>window.ran=1</script>)

                ![image](https://example.org/a.png) <iframe src="javascript:window.ran='frame'"></iframe>

                <a href="https://example.org" onclick="window.ran = 'click'">words</a>

                ```html
                <script>window.ran = 'code'</script>
                ```

                [a good one](https://example.org/good)
                """;
        ChatPage chat = stage.signIn();
        chat.ask(stage.prompt("Attack", Play.of(text))).awaitCompleted();
        Locator html = chat.answerHtml();
        assertThat(html.locator("script, iframe, svg, object, embed, style, form")).hasCount(0);
        assertThat(html.locator("[onerror], [onload], [onclick], [style]")).hasCount(0);
        assertThat(html.locator("a[href^='javascript' i], a[href^='data' i]")).hasCount(0);
        assertThat(html.locator("img[src^='http']")).hasCount(0);
        assertThat(chat.page().evaluate("() => window.ran ?? null")).isNull();

        Locator good = chat.link("a good one");
        assertThat(good).hasAttribute("rel", Pattern.compile("noopener"));
        assertThat(good).hasAttribute("href", "https://example.org/good");

        // and what a person writes is shown as it was written
        chat.ask(
                        stage.prompt(
                                "<img src=x onerror=\"window.ran='question'\"> **me**",
                                Play.of("No.")))
                .awaitCompleted();
        assertThat(chat.question())
                .containsText("<img src=x onerror=\"window.ran='question'\"> **me**");
        assertThat(chat.question().locator("img, strong")).hasCount(0);
        assertThat(chat.page().evaluate("() => window.ran ?? null")).isNull();
    }

    @Test
    void check33_thePolicyAllowsNothingInline(Stage stage) {
        ChatPage chat = stage.signIn();
        for (String path : List.of("/", "/settings", "/c/00000000-0000-7000-8000-000000000000")) {
            Response page = chat.page().navigate(path);
            String policy = page.headerValue("content-security-policy").toLowerCase(Locale.ROOT);
            assertThat(policy)
                    .contains("default-src 'none'")
                    .contains("script-src 'self'")
                    .contains("style-src 'self'")
                    .contains("frame-ancestors 'none'")
                    .contains("require-trusted-types-for 'script'")
                    .doesNotContain("unsafe-inline", "unsafe-eval", "*");
        }
    }

    @Test
    void check34_reasoningFoldsAndTellsItsDuration(Stage stage) {
        String prompt =
                stage.prompt(
                        "Reason",
                        Script.begin()
                                .reason("First I weigh it. ".repeat(12), 4, 40)
                                .say("So it is.")
                                .finish());
        ChatPage chat = stage.signIn();
        chat.ask(prompt);
        Locator toggle = chat.answer().locator(".aside-toggle");
        Locator text = chat.answer().locator(".aside-text");
        assertThat(toggle).containsText("Reasoning");
        assertThat(toggle).hasAttribute("aria-expanded", "false");
        toggle.click();
        assertThat(text).containsText("First I weigh it.");

        chat.awaitCompleted().awaitText("So it is.");
        assertThat(toggle).containsText(Pattern.compile("Reasoned for [\\d.]+\\s?s"));
        assertThat(text).isVisible();
        toggle.click();
        assertThat(text).isHidden();
        assertThat(chat.answerHtml()).not().containsText("First I weigh it.");

        // and it is still there, folded, when the page is loaded anew
        chat.page().reload();
        assertThat(toggle).containsText("Reason");
        assertThat(chat.answer().getByRole(AriaRole.BUTTON).first())
                .hasAttribute("aria-expanded", "false");
    }

    @Test
    void whatAnAnswerRestsOnIsListedAndItsMarksLeadThere(Stage stage) {
        String bread = "https://www.example.com/bread?a=1&b=2";
        Script script =
                Script.begin()
                        .say("Use soda.[1][2] Not `list[1]`.\n\n")
                        .cite(bread, "Bread <b>without</b> yeast")
                        .cite("javascript:alert(1)", "Attack")
                        .cite(bread, "The same again")
                        .cite("https://example.org/soda", null)
                        .say("And an acid.[3][4][9]")
                        .finish();
        ChatPage chat = stage.signIn();
        chat.ask(stage.prompt("With sources", script)).awaitCompleted();

        Locator list = chat.answer().locator(".sources");
        for (boolean again : List.of(false, true)) {
            assertThat(list.locator("li")).hasCount(2);
            assertThat(list.locator("li").first())
                    .hasText("Bread <b>without</b> yeast example.com");
            assertThat(list.locator("li").first()).hasAttribute("value", "1");
            assertThat(list.locator("li").last()).hasText("example.org/soda");
            assertThat(list.locator("li").last()).hasAttribute("value", "4");
            Locator links = list.locator("a");
            assertThat(links.first()).hasAttribute("href", bread);
            assertThat(links.first()).hasAttribute("rel", "noopener noreferrer nofollow");

            Locator marks = chat.answerHtml().locator("a.source-mark");
            assertThat(marks).hasText(new String[] {"[1]", "[3]", "[4]"});
            assertThat(marks.nth(0)).hasAttribute("href", bread);
            assertThat(marks.nth(1)).hasAttribute("href", bread);
            assertThat(marks.nth(2)).hasAttribute("href", "https://example.org/soda");
            assertThat(marks.nth(2)).hasAttribute("rel", "noopener noreferrer nofollow");
            assertThat(chat.answerHtml().locator("code")).hasText("list[1]");
            if (!again) {
                // and it is all there when the page is loaded anew
                chat.page().reload();
            }
        }
    }

    @Test
    void aPersonIsToldThatTheModelIsBeingLoaded(Stage stage) {
        ChatPage chat = stage.signIn();
        String prompt =
                stage.prompt(
                        "Cold start",
                        Script.refuse(503, "unavailable_error", null, "Loading model"),
                        Script.refuse(503, "unavailable_error", null, "Loading model"),
                        Script.answer("Warm."));
        chat.ask(prompt);
        assertThat(chat.answer().locator("hf-working")).containsText("The model is being loaded.");
        assertThat(chat.status()).containsText("The model is being loaded.");
        chat.awaitCompleted().awaitText("Warm.");
    }

    @Test
    void theSpeedOfAnAnswerIsToldOnRequest(Stage stage) {
        ChatPage chat = stage.signIn();
        chat.ask(stage.prompt("How fast", Play.words(30).tokensPerSecond(40))).awaitCompleted();
        assertThat(chat.answer().locator(".figures")).hasCount(0);
        chat.button("Speed and tokens of this answer").click();
        assertThat(chat.answer().locator(".figures")).containsText("to the first token");
        assertThat(chat.answer().locator(".figures")).containsText("tokens/s");
    }
}
