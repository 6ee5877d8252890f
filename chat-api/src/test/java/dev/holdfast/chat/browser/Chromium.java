package dev.holdfast.chat.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The system's Chromium with one empty page, which calls nobody by itself. */
public final class Chromium implements AutoCloseable {
    private static final List<String> SWITCHES =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;
    private final Page page;

    public Chromium() {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable())
                                        .setArgs(SWITCHES));
        page = browser.newPage();
    }

    public Page page() {
        return page;
    }

    /** A browser of its own to the pages in it: storage, network, size. */
    public BrowserContext context(Browser.NewContextOptions options) {
        return browser.newContext(options);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** Playwright's own browsers are not downloaded: the system's is what people update. */
    private static Path executable() {
        return List.of(
                        Path.of("/usr/bin/chromium"),
                        Path.of("/usr/bin/chromium-browser"),
                        Path.of("/usr/bin/google-chrome"))
                .stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("install Chromium to run this test"));
    }
}
