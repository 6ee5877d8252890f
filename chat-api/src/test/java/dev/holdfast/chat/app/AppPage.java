package dev.holdfast.chat.app;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import dev.holdfast.chat.browser.Chromium;
import java.nio.file.Path;
import java.util.List;

/** One person's tab with the app in it. */
final class AppPage implements AutoCloseable {
    static final String ORIGIN = "https://chat.example";

    /**
     * What oidc-client-ts keeps of somebody who is signed in; the seconds since 1970 are far off.
     */
    private static final String SIGNED_IN =
            """
            localStorage.setItem('holdfast.oidc.user:%s:web', JSON.stringify({
              access_token: '%s', token_type: 'Bearer', scope: 'openid', expires_at: 4102444800,
              refresh_token: 'r', profile: { sub: 'reader', name: 'Reader' },
            }));
            """
                    .formatted(PlayedServer.ISSUER, PlayedServer.TOKEN);

    private static final Path PICTURES = Path.of("target", "screenshots");

    private final BrowserContext context;
    private final Page page;

    private AppPage(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
    }

    static Browser.NewContextOptions desktop() {
        return new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setLocale("en-GB")
                .setServiceWorkers(ServiceWorkerPolicy.BLOCK);
    }

    /** A new conversation, of somebody who is signed in. */
    static AppPage open(Chromium chromium, PlayedServer server) {
        return open(chromium, server, desktop(), "/");
    }

    static AppPage open(
            Chromium chromium,
            PlayedServer server,
            Browser.NewContextOptions options,
            String path) {
        return open(chromium, server, options, path, "");
    }

    /**
     * @param before a script that runs in each page before the app does
     */
    static AppPage open(
            Chromium chromium,
            PlayedServer server,
            Browser.NewContextOptions options,
            String path,
            String before) {
        BrowserContext context = chromium.context(options.setBaseURL(ORIGIN));
        context.addInitScript(SIGNED_IN + before);
        server.answer(context);
        AppPage app = new AppPage(context);
        app.page.navigate(path);
        app.page.locator("header.bar").waitFor();
        return app;
    }

    /** Somebody whom the app does not know, at this address. */
    static AppPage openSignedOut(Chromium chromium, PlayedServer server, String address) {
        return openSignedOut(chromium, server, address, "");
    }

    static AppPage openSignedOut(
            Chromium chromium, PlayedServer server, String address, String before) {
        BrowserContext context = chromium.context(desktop());
        context.addInitScript(before);
        server.answer(context);
        AppPage app = new AppPage(context);
        app.page.navigate(address);
        return app;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Locator field() {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Message"));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator question() {
        return page.locator("hf-question").last();
    }

    Locator answer() {
        return page.locator("hf-answer").last();
    }

    AppPage ask(String words) {
        field().fill(words);
        field().press("Enter");
        return this;
    }

    /** Keeps what those who listen hear from now on, for {@link #heard}. */
    void listen() {
        page.evaluate(
                """
                () => {
                  const status = document.querySelector('#status');
                  window.heard = [];
                  new MutationObserver(() => window.heard.push(status.textContent))
                    .observe(status, { childList: true, characterData: true, subtree: true });
                }
                """);
    }

    List<String> heard() {
        return ((List<?>) page.evaluate("() => window.heard"))
                .stream().map(String.class::cast).toList();
    }

    /** For the eyes of people: what no program can judge. */
    void photograph(String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve("app-" + name + ".png"))
                        .setFullPage(true)
                        .setAnimations(ScreenshotAnimations.DISABLED));
    }

    /**
     * The page first: a request of its that came while the context closes could not be answered.
     */
    @Override
    public void close() {
        page.close();
        context.close();
    }
}
