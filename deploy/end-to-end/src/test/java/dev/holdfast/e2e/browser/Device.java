package dev.holdfast.e2e.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Somebody's browser: its own storage, its own network, any number of tabs. */
final class Device implements AutoCloseable {
    /** A played provider answers by the prompt; the model only has to be one of its own. */
    private static final String PREFERS_THE_PLAYED_PROVIDER =
            """
            // Pages without an origin, which come before the first one, have no storage.
            if (location.protocol.startsWith('http') && localStorage.getItem('NAME.preferences') === null) {
              localStorage.setItem('NAME.preferences',
                JSON.stringify({ model: { provider: 'openai', name: 'gpt-5-mini' } }));
            }
            """;

    private static final String NAME_USER =
            """
            (form, user) => {
              form.querySelector('[name=claims]').value =
                JSON.stringify({ preferred_username: user, name: user[0].toUpperCase() + user.slice(1).split('-')[0] });
              form.querySelector('[name=username]').value = user;
            }
            """;

    private final BrowserContext context;
    private final Complaints complaints;

    Device(Browser browser, URI address, Screen screen) {
        this.context = browser.newContext(screen.options().setBaseURL(address.toString()));
        this.complaints = new Complaints(context);
        context.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        String name = "holdfast" + address.getPath().replaceFirst("/$", "");
        context.addInitScript(PREFERS_THE_PLAYED_PROVIDER.replace("NAME", name));
    }

    BrowserContext context() {
        return context;
    }

    Complaints complaints() {
        return complaints;
    }

    /** A new tab. */
    ChatPage open(String path) {
        Page page = context.newPage();
        page.navigate(path);
        return new ChatPage(page);
    }

    /** A new tab, and the way through the issuer's page and back to the path. */
    ChatPage signIn(String user, String path) {
        ChatPage chat = open(path);
        signIn(chat, user);
        return chat;
    }

    static void signIn(ChatPage chat, String user) {
        chat.button("Sign in").click();
        Locator form = chat.page().locator("form").first();
        form.evaluate(NAME_USER, user);
        form.getByRole(AriaRole.BUTTON).click();
        chat.page().locator("header.bar").waitFor();
    }

    /** Neither sends nor receives until {@link #online}. */
    void offline() {
        context.setOffline(true);
    }

    void online() {
        context.setOffline(false);
    }

    /** Each tab as it looks now: {@code name-0.png}, … */
    void photograph(Path folder, String name) {
        List<Page> tabs = context.pages();
        for (int i = 0; i < tabs.size(); i++) {
            Path file = folder.resolve(name + "-" + i + ".png");
            tabs.get(i).screenshot(new Page.ScreenshotOptions().setPath(file));
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
