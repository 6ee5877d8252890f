package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.options.BoundingBox;
import dev.holdfast.e2e.Play;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StageExtension.class)
class ScrollIT {
    private static final Offset<Double> A_PIXEL = within(1.0);

    private static final String TOP = "() => document.querySelector('.thread-scroller').scrollTop";
    private static final String FROM_THE_END =
            """
            () => {
              const scroller = document.querySelector('.thread-scroller');
              return scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
            }
            """;

    /** The way that a key has begun is over. */
    private static final String STANDS_STILL =
            """
            async () => {
              const scroller = document.querySelector('.thread-scroller');
              for (let still = 0, top = -1; still < 10; still = scroller.scrollTop === top ? still + 1 : 0) {
                top = scroller.scrollTop;
                await new Promise(requestAnimationFrame);
              }
            }
            """;

    private static final String LENGTH =
            "() => document.querySelector('hf-answer:last-of-type"
                    + " hf-answer-html').textContent.length";

    /** An answer of several screens, under way. */
    private static ChatPage streaming(Stage stage) {
        String prompt =
                stage.prompt("Write several screens", Play.markdown(1000).tokensPerSecond(120));
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitTextLength(800);
        assertThat(chat.number(FROM_THE_END)).as("follows the text").isLessThan(200);
        BoundingBox box = chat.scroller().boundingBox();
        chat.page().mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        return chat;
    }

    private static void awaitGrowth(ChatPage chat, int letters) {
        int now = (int) chat.number(LENGTH);
        chat.awaitTextLength(now + letters);
    }

    @Test
    void check26_threePixelsUpDetach(Stage stage) {
        ChatPage chat = streaming(stage);
        chat.page().mouse().wheel(0, -3);
        assertThat(chat.button("Jump to the newest text")).isVisible();
        double top = chat.number(TOP);

        awaitGrowth(chat, 300);
        assertThat(chat.number(TOP)).isCloseTo(top, A_PIXEL);
        chat.awaitAnswerIs("streaming");
    }

    @Test
    void check26_keysDetachToo(Stage stage) {
        ChatPage chat = streaming(stage);
        chat.scroller().focus();
        chat.page().keyboard().press("PageUp");
        assertThat(chat.button("Jump to the newest text")).isVisible();
        chat.page().evaluate(STANDS_STILL);
        chat.page().keyboard().press("End");
        assertThat(chat.button("Jump to the newest text")).isHidden();
        awaitGrowth(chat, 200);
        assertThat(chat.number(FROM_THE_END)).isLessThan(200);
    }

    @Test
    void check27_theJumpButtonAttachesAgain(Stage stage) {
        ChatPage chat = streaming(stage);
        chat.page().mouse().wheel(0, -400);
        chat.button("Jump to the newest text").click();
        assertThat(chat.button("Jump to the newest text")).isHidden();
        assertThat(chat.number(FROM_THE_END)).isLessThan(200);

        awaitGrowth(chat, 300);
        assertThat(chat.button("Jump to the newest text")).isHidden();
        assertThat(chat.number(FROM_THE_END)).isLessThan(200);
    }

    @Test
    void check28_theEndOfTheAnswerMovesNothing(Stage stage) {
        ChatPage chat = streaming(stage);
        chat.page().mouse().wheel(0, -500);
        assertThat(chat.button("Jump to the newest text")).isVisible();
        awaitGrowth(chat, 10);
        double top = chat.number(TOP);

        chat.awaitCompleted();
        assertThat(chat.number(TOP)).isCloseTo(top, A_PIXEL);
        assertThat(chat.button("Jump to the newest text")).isVisible();
    }

    @Test
    void check28_whoFollowsIsStillAtTheEndWhenItIsOver(Stage stage) {
        ChatPage chat = streaming(stage);
        chat.awaitCompleted();
        assertThat(chat.button("Jump to the newest text")).isHidden();
        assertThat(chat.number(FROM_THE_END)).isLessThanOrEqualTo(2);
    }

    @Test
    void check29_loadingHistoryKeepsThePlace(Stage stage, LongConversation history) {
        ChatPage chat = stage.device(Screen.DESKTOP).signIn(history.user(), "/c/" + history.id());
        chat.awaitText("Answer number " + history.answers());
        int before = chat.questions().count();
        assertThat(before).isLessThan(history.answers());

        // when one scrolls towards the top
        String id =
                (String)
                        chat.page()
                                .evaluate(
                                        """
                                        () => {
                                          const scroller = document.querySelector('.thread-scroller');
                                          scroller.scrollTop = 300;
                                          const seen = [...document.querySelectorAll('.message')]
                                            .find((message) => message.getBoundingClientRect().bottom > scroller.getBoundingClientRect().top + 50);
                                          window.seenAt = seen.getBoundingClientRect().top;
                                          return seen.dataset.id;
                                        }
                                        """);
        chat.page().waitForCondition(() -> chat.questions().count() > before);

        // then what was seen stands where it stood
        chat.page()
                .waitForFunction(
                        "(id) => Math.abs(document.querySelector(`[data-id=\"${id}\"]`)"
                                + ".getBoundingClientRect().top - window.seenAt) <= 3",
                        id);
    }
}
