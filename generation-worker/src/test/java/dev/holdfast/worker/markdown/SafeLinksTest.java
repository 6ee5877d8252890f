package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeLinksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.com", "http://a/b?c#d", "mailto:a@b.c", " https://a.b "})
    void allowsWhatOpensOutside(String address) {
        assertThat(SafeLinks.of(address)).contains(address.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS://Example.com", "MailTo:a@b.c"})
    void readsSchemesAsBrowsersDo(String address) {
        assertThat(SafeLinks.of(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/path",
                "#part",
                "?q",
                "page.html",
                "//host/path",
                "\\\\host",
                "https:",
                "https:///x",
                "https:host",
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "java\nscript:alert(1)",
                "\u0001javascript:alert(1)",
                "data:text/html,x",
                "vbscript:x",
                "file:///etc/passwd",
                "blob:https://a.b/c",
                "https://a\tb",
                "holdfast:x"
            })
    void refusesEverythingElse(String address) {
        assertThat(SafeLinks.of(address)).isEmpty();
    }
}
