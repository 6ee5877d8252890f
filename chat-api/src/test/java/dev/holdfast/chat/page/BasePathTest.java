package dev.holdfast.chat.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasePathTest {

    @ParameterizedTest
    @ValueSource(strings = {"ai", "/ai", "ai/", "/ai/", " /ai "})
    void endsWithASlashHoweverItIsSaid(String words) {
        assertThat(BasePath.of(words)).isEqualTo(new BasePath("/ai/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", " "})
    void isTheRootWhereNothingIsSaid(String words) {
        assertThat(BasePath.of(words)).isEqualTo(BasePath.ROOT);
        assertThat(BasePath.of(words).isRoot()).isTrue();
    }

    @Test
    void mayBeDeep() {
        assertThat(BasePath.of("/team-a/chat.v2").value()).isEqualTo("/team-a/chat.v2/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://chat.example/ai/",
                "//evil.example",
                "/a//b",
                "/../",
                "/.",
                "/a b",
                "/a\"b",
                "/a?b",
                "/$1"
            })
    void isRefusedWhereItIsNoPlainPath(String words) {
        assertThatThrownBy(() -> BasePath.of(words))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("holdfast.page.base-path")
                .hasMessageContaining("/ai/");
    }

    @Test
    void standsBeforeEveryAddressOfThePageAndNothingElse() {
        String page =
                """
                <meta name="holdfast-base" content="/">
                <meta name="description" content="Text/s.">
                <link rel="icon" href="/static/icon.svg" type="image/svg+xml">
                <script type="module" src="/static/bundle/app-1.js"></script>
                <a href="https://elsewhere.example/">/</a>
                """;

        assertThat(BasePath.of("/ai/").under(page))
                .isEqualTo(
                        """
                        <meta name="holdfast-base" content="/ai/">
                        <meta name="description" content="Text/s.">
                        <link rel="icon" href="/ai/static/icon.svg" type="image/svg+xml">
                        <script type="module" src="/ai/static/bundle/app-1.js"></script>
                        <a href="https://elsewhere.example/">/</a>
                        """);
        assertThat(BasePath.ROOT.under(page)).isEqualTo(page);
    }
}
