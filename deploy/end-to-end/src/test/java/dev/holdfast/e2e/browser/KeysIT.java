package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.holdfast.e2e.Needle;
import dev.holdfast.e2e.Play;
import dev.holdfast.played.Script;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person sees of the keys that they leave in the settings. */
@ExtendWith(StageExtension.class)
class KeysIT {
    /** All that a page has in its hands: its elements, its fields, and what its browser keeps. */
    private static final String EVERYTHING =
            """
            async () => {
              const kept = [];
              for (const { name } of await indexedDB.databases()) {
                const database = await new Promise((resolve, reject) => {
                  const request = indexedDB.open(name);
                  request.onsuccess = () => resolve(request.result);
                  request.onerror = () => reject(request.error);
                });
                for (const store of database.objectStoreNames) {
                  kept.push(await new Promise((resolve, reject) => {
                    const request = database.transaction(store).objectStore(store).getAll();
                    request.onsuccess = () => resolve([store, request.result]);
                    request.onerror = () => reject(request.error);
                  }));
                }
                database.close();
              }
              const cached = [];
              for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                  cached.push(request.url, await (await cache.match(request)).text());
                }
              }
              return JSON.stringify([
                document.documentElement.outerHTML,
                [...document.querySelectorAll('input, textarea, select')].map((field) => field.value),
                { ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state,
                performance.getEntries().map((entry) => entry.name), kept, cached,
              ]);
            }
            """;

    private final String ending = UUID.randomUUID().toString().substring(0, 4);
    private final String key = "sk-e2e-" + UUID.randomUUID() + ending;

    @AfterEach
    void everyKeyIsTakenAgain(Stage stage) {
        stage.scene().provider().takesEveryKey();
    }

    @Test
    void aRefusedKeyIsShownAndMendedOnEveryDevice(Stage stage) {
        // given
        stage.scene().provider().takesNoKey();
        ChatPage here = stage.signIn(Screen.DESKTOP, "/settings");
        ChatPage there = stage.signIn(Screen.PHONE, "/settings");
        assertThat(place(there)).containsText("No key of yours");

        // when
        leave(here, "Add key: OpenAI", key);

        // then it says why, and what to do, here and there
        for (ChatPage page : List.of(here, there)) {
            assertThat(place(page)).containsText("Ends in " + ending);
            assertThat(place(page)).containsText("Refused by OpenAI");
            assertThat(place(page)).containsText("Replace it by one that OpenAI shows as active");
        }
        assertThat(here.status()).containsText("Key for OpenAI: Refused by OpenAI");

        // when
        stage.scene().provider().takesEveryKey();
        leave(here, "Replace: OpenAI", key.replace(ending, "") + "good");

        // then
        for (ChatPage page : List.of(here, there)) {
            assertThat(place(page)).containsText("Ends in good");
            assertThat(place(page).locator(".trial-status")).hasText("Works");
        }
    }

    @Test
    void aKeyIsSeenToBeTried(Stage stage) {
        stage.scene().provider().leavesKeysWaiting();
        ChatPage chat = stage.signIn(Screen.DESKTOP, "/settings");

        leave(chat, "Add key: OpenAI", key);

        Locator status = place(chat).locator(".trial-status");
        assertThat(status).hasText("Trying the key…");
        assertThat(status.locator(".spinner")).isVisible();
    }

    @Test
    void aKeyThatCouldNotBeTriedIsTriedAgain(Stage stage) {
        // given
        stage.scene().provider().breaksWhenKeysAreTried();
        ChatPage chat = stage.signIn(Screen.DESKTOP, "/settings");
        leave(chat, "Add key: OpenAI", key);
        assertThat(place(chat)).containsText("Could not be tried");

        // when
        stage.scene().provider().takesEveryKey();
        chat.button("Try again: OpenAI").click();

        // then
        assertThat(place(chat).locator(".trial-status")).hasText("Works");
        assertThat(chat.button("Try again: OpenAI")).hasCount(0);
        assertThat(chat.button("Replace: OpenAI")).isFocused();
    }

    @Test
    void aProviderThatTakesNoKeysAsksForNone(Stage stage) {
        ChatPage chat = stage.signIn(Screen.DESKTOP, "/settings");

        assertThat(place(chat)).isVisible();
        assertThat(chat.page().locator("[data-provider=demo]")).hasCount(0);
    }

    @Test
    void check25_anAnswerThatFailedForItsKeyWorksOnceThatIsReplaced(Stage stage) {
        // given
        String prompt = stage.prompt("Mind the key", Script.wrongKey(), Script.answer("Minded."));
        ChatPage chat = stage.signIn();
        chat.ask(prompt).awaitAnswerIs("failed");

        // when
        chat.link("Open the key for OpenAI").click();

        // then
        assertThat(chat.button("Add key: OpenAI")).isFocused();
        assertThat(place(chat)).isInViewport();
        leave(chat, "Add key: OpenAI", key);
        assertThat(place(chat).locator(".trial-status")).hasText("Works");

        // and
        chat.page().goBack();
        chat.answer().locator(".problem").getByText("Retry").click();
        chat.awaitCompleted().awaitText("Minded.");
    }

    @Test
    void noKeyCanBeReadInThePageOnceItIsKept(Stage stage) {
        // given
        ChatPage chat = stage.signIn(Screen.DESKTOP, "/settings");

        // when
        leave(chat, "Add key: OpenAI", key);
        assertThat(place(chat).locator(".trial-status")).hasText("Works");
        chat.button("Replace: OpenAI").click();
        assertThat(chat.page().getByLabel("Key for OpenAI")).hasValue("");

        // and it is used
        chat.page().navigate("/");
        chat.ask(stage.prompt("With my key", Play.of("Gladly."))).awaitCompleted();

        // then it is in neither view, and in nothing that is kept
        chat.page().waitForCondition(() -> everything(chat).contains("\"text\":\"Gladly.\""));
        assertThat(new Needle(key).in(everything(chat))).isEmpty();
        chat.page().navigate("/settings");
        assertThat(place(chat).locator(".trial-status")).hasText("Works");
        assertThat(new Needle(key).in(everything(chat))).isEmpty();
        assertThat(everything(chat)).contains("Gladly.", "Ends in " + ending);
    }

    private static String everything(ChatPage chat) {
        return (String) chat.page().evaluate(EVERYTHING);
    }

    private static void leave(ChatPage chat, String button, String left) {
        chat.button(button).click();
        chat.page().getByLabel("Key for OpenAI").fill(left);
        chat.button("Save").click();
        // What was typed leaves the page.
        assertThat(chat.page().getByLabel("Key for OpenAI")).hasCount(0);
    }

    private static Locator place(ChatPage chat) {
        return chat.page().locator("[data-provider=openai]");
    }
}
