package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import java.util.regex.Pattern;

/** One tab of the web app, in the words of the person before it. */
final class ChatPage {
    private static final Pattern CONVERSATION = Pattern.compile(".*/c/([0-9a-f-]{36})(#.*)?$");

    /** The longest answer that is played here, and what a busy machine adds to it. */
    private static final double ANSWER_MILLIS = 45_000;

    /** What is read in the newest answer, without the app's own labels; whitespace is one space. */
    private static final String SHOWN_TEXT =
            """
            () => {
              const answer = [...document.querySelectorAll('hf-answer hf-answer-parts')].at(-1);
              if (!answer) return '';
              const texts = document.createTreeWalker(answer, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
                node instanceof Element && node.matches('[data-own], hf-aside, .attachment') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
              let text = '';
              for (let node = texts.nextNode(); node; node = texts.nextNode()) {
                if (node.nodeType === Node.TEXT_NODE) text += node.data;
                else if (node.classList.contains('block')) text += '\\n';
              }
              return text.replace(/\\s+/g, ' ').trim();
            }
            """;

    private final Page page;

    ChatPage(Page page) {
        this.page = page;
    }

    Page page() {
        return page;
    }

    // Where things are

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator field() {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message").setExact(true));
    }

    Locator send() {
        return button("Send");
    }

    Locator stop() {
        return button("Stop");
    }

    Locator questions() {
        return page.locator("hf-question");
    }

    /** The newest. */
    Locator question() {
        return questions().last();
    }

    Locator answers() {
        return page.locator("hf-answer");
    }

    /** The newest. */
    Locator answer() {
        return answers().last();
    }

    /** What the newest answer says, as elements: one for each of its texts. */
    Locator answerHtml() {
        return answer().locator("hf-answer-html");
    }

    Locator scroller() {
        return page.locator(".thread-scroller");
    }

    Locator sidebar() {
        return page.locator("hf-sidebar");
    }

    /** A line of the sidebar. */
    Locator row(String title) {
        return page.locator("hf-conversation-row", new Page.LocatorOptions().setHasText(title));
    }

    /** A notice that lies over the page: {@code offline}, {@code reconnecting}, … */
    Locator notice(String about) {
        return page.locator("[data-notice=" + about + "]");
    }

    Locator status() {
        return page.locator("#status");
    }

    // What one does

    /** As soon as it is known which model will answer. */
    ChatPage ask(String prompt) {
        assertThat(page.locator(".model-button"))
                .not()
                .containsText(Pattern.compile("No model|Loading models"));
        field().fill(prompt);
        field().press("Enter");
        return this;
    }

    ChatPage open(UUID conversation) {
        page.navigate("/c/" + conversation);
        return this;
    }

    void chooseInMenuOf(String title, String item) {
        row(title).hover();
        row(title).locator(".row-menu").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item)).click();
    }

    /** The id in the address. */
    UUID conversation() {
        page.waitForURL(CONVERSATION);
        var id = CONVERSATION.matcher(page.url());
        if (!id.matches()) {
            throw new AssertionError(page.url());
        }
        return UUID.fromString(id.group(1));
    }

    // What one waits for

    ChatPage awaitCompleted() {
        return awaitAnswerIs("completed");
    }

    /**
     * @param kind queued, thinking, streaming, completed, stopped or failed
     */
    ChatPage awaitAnswerIs(String kind) {
        assertThat(answer().locator("article.answer"))
                .hasClass(
                        Pattern.compile("\\bis-" + kind + "\\b"),
                        new LocatorAssertions.HasClassOptions().setTimeout(ANSWER_MILLIS));
        return this;
    }

    ChatPage awaitText(String part) {
        assertThat(answerHtml()).containsText(part);
        return this;
    }

    ChatPage awaitTextLength(int length) {
        page.waitForFunction(
                """
                (length) => {
                  const answer = [...document.querySelectorAll('hf-answer')].at(-1);
                  const texts = [...(answer?.querySelectorAll('hf-answer-html') ?? [])];
                  return texts.reduce((sum, text) => sum + text.textContent.length, 0) >= length;
                }
                """,
                length);
        return this;
    }

    /** The browser could show the page without a network. */
    void awaitKeptPage() {
        page.waitForFunction(
                "async () => (await caches.match('/')) !== undefined"
                        + " && navigator.serviceWorker.controller !== null");
    }

    /** What the newest answer says now. */
    String shownText() {
        return (String) page.evaluate(SHOWN_TEXT);
    }

    double number(String script) {
        return ((Number) page.evaluate(script)).doubleValue();
    }
}
