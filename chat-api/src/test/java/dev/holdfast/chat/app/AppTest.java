package dev.holdfast.chat.app;

import dev.holdfast.chat.browser.Chromium;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** One browser for a class, and for each of its tests a server to play on and a tab. */
@SuppressWarnings("NullAway.Init") // JUnit calls launch
abstract class AppTest {
    private static Chromium chromium;

    final PlayedServer server = new PlayedServer();
    private @Nullable AppPage app;

    @BeforeAll
    static void launch() {
        chromium = new Chromium();
    }

    @AfterAll
    static void quit() {
        chromium.close();
    }

    @AfterEach
    void leave() {
        if (app != null) {
            app.close();
        }
    }

    static Chromium chromium() {
        return chromium;
    }

    final AppPage open() {
        return opened(AppPage.open(chromium, server));
    }

    /** Closes it when the test is over. */
    final AppPage opened(AppPage page) {
        app = page;
        return page;
    }
}
