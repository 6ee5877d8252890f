package dev.holdfast.worker.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHostsTest {
    private static final ImageHosts HOSTS =
            new ImageHosts(List.of("pictures.example", "*.cdn.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pictures.example/a.png",
                "https://Pictures.Example/a.png?b#c",
                "https://a.b.cdn.example/"
            })
    void areWhatTheOperatorAllows(String address) {
        assertThat(HOSTS.allow(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://pictures.example/a.png",
                "https://evil.example/a.png",
                "https://pictures.example.evil.example/",
                "https://evil.example/pictures.example",
                "https://evil.example#pictures.example",
                "https://pictures.example@evil.example/",
                "https://user@pictures.example/",
                "https://pictures.example:8443/",
                "https://cdn.example/",
                "https://evilcdn.example/",
                "https://evil.example\\@pictures.example/",
                "https://pictures.example\\.evil.example/",
                "https://x/ y"
            })
    void areNoOthers(String address) {
        assertThat(HOSTS.allow(address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "*.com.*", "https://a.b", "a.b/c", "a b.c", "localhost"})
    void areNamesOfHosts(String pattern) {
        assertThatThrownBy(() -> new ImageHosts(List.of(pattern)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showTheirImages() {
        assertThat(html("![a *cat*](https://pictures.example/c.png 'Cat')"))
                .isEqualTo(
                        "<p dir=\"auto\"><img src=\"https://pictures.example/c.png\" alt=\"a cat\""
                                + " title=\"Cat\" loading=\"lazy\" referrerpolicy=\"no-referrer\""
                                + " /></p>\n");
        assertThat(html("[![in](https://pictures.example/c.png)](https://c.d)"))
                .contains("<a href=\"https://c.d\"", "<img src=");
        assertThat(html("![a](https://evil.example/c.png)")).doesNotContain("<img");
        assertThat(html("![a](https://pictures.example/c.png)"))
                .isEqualTo(Markdown.renderWhole("![a](https://pictures.example/c.png)", HOSTS));
    }

    private static String html(String text) {
        return new Reader(new AnswerHtml(HOSTS)).reads(text).finishes().html();
    }
}
