package dev.holdfast.e2e.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the browser had to complain of in all pages of a device: errors and warnings in the console,
 * and exceptions that nobody caught. A test that cuts the network names what it expects.
 */
final class Complaints {
    private final List<String> heard = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    Complaints(BrowserContext context) {
        context.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                heard.add(message.type() + ": " + message.text() + " at " + message.location());
            }
        });
        context.onWebError(error -> heard.add("uncaught: " + error.error()));
    }

    /**
     * @param pattern found in what may be heard
     */
    void expect(String pattern) {
        expected.add(Pattern.compile(pattern));
    }

    void assertNone() {
        assertThat(heard)
                .as("console")
                .allSatisfy(complaint ->
                        assertThat(expected)
                                .as("%s", complaint)
                                .anyMatch(pattern -> pattern.matcher(complaint).find()));
    }
}
