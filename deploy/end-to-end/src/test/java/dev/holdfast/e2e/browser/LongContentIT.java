package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import dev.holdfast.e2e.Play;
import dev.holdfast.played.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How long the page's one thread is busy at a stretch while an answer streams and somebody types.
 * Wanted are no tasks over 50 ms; what was measured is printed and kept in {@code
 * target/long-tasks.txt}, and what is asserted is only what no busy machine explains.
 */
@ExtendWith(StageExtension.class)
class LongContentIT {
    private static final double UNBEARABLE_MILLIS = 500;

    @Test
    void check32_typingStaysSmoothWhile50KilobytesStream(Stage stage) throws IOException {
        String text = Play.markdown(12_800).text();
        assertThat(text.length()).isGreaterThan(50_000);
        String prompt = stage.prompt("Write 50 kB", Script.begin().say(text, 16, 350).finish());
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitAnswerIs("streaming");
        MainThread thread = MainThread.watch(chat.page());

        typeUntilCompleted(chat);
        report("a 50 kB answer", thread.stop());
        assertTyped(chat);
        StreamingIT.assertEqualsStored(stage, chat, chat.conversation());
    }

    @Test
    void check32_oneCodeBlockOf50KilobytesStaysSmoothToo(Stage stage) throws IOException {
        StringBuilder code = new StringBuilder("```java\n");
        for (int line = 0; code.length() < 50_000; line++) {
            code.append("    int value")
                    .append(line)
                    .append(" = compute(")
                    .append(line)
                    .append("); // a line of code\n");
        }
        code.append("```\n");
        String prompt =
                stage.prompt(
                        "Write 50 kB of code",
                        Script.begin().say(code.toString(), 16, 350).finish());
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitAnswerIs("streaming");
        MainThread thread = MainThread.watch(chat.page());

        typeUntilCompleted(chat);
        report("a 50 kB code block", thread.stop());
        assertTyped(chat);
        StreamingIT.assertEqualsStored(stage, chat, chat.conversation());
    }

    @Test
    void check32_typingStaysSmoothBelow500Messages(Stage stage, LongConversation history)
            throws IOException {
        ChatPage chat = stage.device(Screen.DESKTOP).signIn(history.user(), "/c/" + history.id());
        chat.awaitText("Answer number " + history.answers());
        chat.scroller()
                .evaluate(
                        """
                        async (scroller) => {
                          const questions = () => document.querySelectorAll('hf-question').length;
                          for (let before = -1; questions() !== before; ) {
                            before = questions();
                            scroller.scrollTop = 0;
                            await new Promise((resolve) => setTimeout(resolve, 300));
                          }
                        }
                        """);
        assertThat(chat.questions()).hasCount(history.answers());
        chat.scroller().evaluate("(scroller) => { scroller.scrollTop = scroller.scrollHeight; }");
        String prompt = stage.prompt("And one more", Play.markdown(600).tokensPerSecond(100));
        chat.ask(prompt).awaitAnswerIs("streaming");
        MainThread thread = MainThread.watch(chat.page());

        typeUntilCompleted(chat);
        report("500 messages", thread.stop());
        assertTyped(chat);
    }

    /**
     * By keyboard and plain selectors: looking for roles and names in a long page would itself keep
     * its thread busy, and be measured.
     */
    private static void typeUntilCompleted(ChatPage chat) {
        Locator stop = chat.page().locator(".is-stop");
        for (int sentence = 0; sentence < 100 && stop.count() > 0; sentence++) {
            chat.page()
                    .keyboard()
                    .type(
                            "what one writes while one reads ",
                            new Keyboard.TypeOptions().setDelay(20));
        }
    }

    private static void assertTyped(ChatPage chat) {
        chat.awaitCompleted();
        assertThat(chat.field()).hasValue(Pattern.compile("^(what one writes while one reads )+$"));
    }

    private static void report(String what, MainThread.Seen seen) throws IOException {
        String line = what + ": " + seen + System.lineSeparator();
        System.out.print(line);
        Path report = StageExtension.target().resolve("long-tasks.txt");
        Files.writeString(report, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        assertThat(seen.longestComputed()).as(line).isLessThan(UNBEARABLE_MILLIS);
    }
}
