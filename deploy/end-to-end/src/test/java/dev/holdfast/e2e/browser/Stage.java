package dev.holdfast.e2e.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.holdfast.client.ChatApi;
import dev.holdfast.e2e.Play;
import dev.holdfast.e2e.Scene;
import dev.holdfast.played.Call;
import dev.holdfast.played.Script;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one browser test plays on: its own user, that user's devices, and what the provider says.
 */
final class Stage {
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final AtomicInteger PROMPTS = new AtomicInteger();

    private final Scene scene;
    private final Browser browser;
    private final String user =
            "reader-" + USERS.incrementAndGet() + "-" + Long.toHexString(System.nanoTime());
    private final List<Device> devices = new ArrayList<>();

    Stage(Scene scene, Browser browser) {
        this.scene = scene;
        this.browser = browser;
    }

    Scene scene() {
        return scene;
    }

    String user() {
        return user;
    }

    /** REST, as this test's user. */
    ChatApi api() {
        return scene.api(user);
    }

    // Devices

    Device device(Screen screen) {
        return device(scene.apiAddress(), screen);
    }

    /**
     * @param address where the app is, for who comes another way
     */
    Device device(URI address, Screen screen) {
        Device device = new Device(browser, address, screen);
        devices.add(device);
        return device;
    }

    /** Signed in on a desktop, at a new conversation. */
    ChatPage signIn() {
        return signIn(Screen.DESKTOP);
    }

    ChatPage signIn(Screen screen) {
        return signIn(screen, "/");
    }

    ChatPage signIn(Screen screen, String path) {
        return device(screen).signIn(user, path);
    }

    // What the provider says

    /**
     * @param words what it is asked; a number is added, so that no two tests ask the same
     * @return the whole prompt
     */
    String prompt(String words, Script... scripts) {
        String prompt = words + " (" + PROMPTS.incrementAndGet() + ")";
        scene.provider().answers(prompt, scripts);
        return prompt;
    }

    String prompt(String words, Play play) {
        return prompt(words, play.script());
    }

    /** How often the provider was called with it. */
    List<Call> calls(String prompt) {
        return scene.provider().callsWithPrompt(prompt);
    }

    // The end

    /**
     * The text of blocks of HTML, as a reader sees it. On a page without the app's content security
     * policy, which lets nobody make HTML.
     */
    String textOf(List<String> html) {
        Page blank = browser.newPage();
        try {
            return (String)
                    blank.evaluate(
                            """
                            (blocks) => {
                              const template = document.createElement('template');
                              template.innerHTML = blocks.join('\\n');
                              return template.content.textContent.replace(/\\s+/g, ' ').trim();
                            }
                            """,
                            html);
        } finally {
            blank.close();
        }
    }

    void photograph(Path folder, String name) {
        for (int i = 0; i < devices.size(); i++) {
            devices.get(i).photograph(folder, name + "-" + i);
        }
    }

    void assertNoComplaints() {
        devices.forEach(device -> device.complaints().assertNone());
    }

    void close() {
        devices.forEach(Device::close);
    }
}
