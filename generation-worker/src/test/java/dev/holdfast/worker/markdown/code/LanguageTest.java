package dev.holdfast.worker.markdown.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource({
        "js, JavaScript",
        "ts, TypeScript",
        "TypeScript, TypeScript",
        "py, Python",
        "sh, Shell",
        "bash, Shell",
        "yml, YAML",
        "c++, C++",
        "c#, C#",
        "rs, Rust",
        "go, Go",
        "kt, Kotlin",
        "html, HTML",
        "Dockerfile, Dockerfile",
        "sql, SQL"
    })
    void goesByManyNames(String name, String label) {
        assertThat(Language.named(name).label()).isEqualTo(label);
        assertThat(Language.named(name).hasLexer()).isTrue();
    }

    @Test
    void isKnownByItsNameEvenIfItHasNoColours() {
        assertThat(Language.named("swift")).isEqualTo(Language.plain("Swift"));
    }

    @Test
    void keepsANameThatNobodyKnows() {
        assertThat(Language.named("brainfunk")).isEqualTo(Language.plain("brainfunk"));
    }
}
