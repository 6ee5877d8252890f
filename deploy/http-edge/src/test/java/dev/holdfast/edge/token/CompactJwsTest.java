package dev.holdfast.edge.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJwsTest {

    @Test
    void takesAToken() {
        assertThat(CompactJws.isOne(jws("{\"alg\":\"RS256\"}", "{\"sub\":\"alice\"}"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a",
                "a.",
                "a.b",
                "a.b.",
                ".b.c",
                "a.b.c",
                "a.b.c.d",
                "a.b.c.d.e",
                "!.!.!",
                "e30.e30.",
                "e30.e30.e30=",
                "e30.e.e30",
                "e30. e30.e30"
            })
    void refusesWhatHasAnotherShape(String token) {
        assertThat(CompactJws.isOne(token)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"x\"", "", "{", "{} {}", "{\"a\":NaN}"})
    void refusesPartsThatAreNoObjects(String part) {
        assertThat(CompactJws.isOne(jws(part, "{}"))).isFalse();
        assertThat(CompactJws.isOne(jws("{}", part))).isFalse();
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        String deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);
        assertThat(CompactJws.isOne(jws(deep, "{}"))).isFalse();
    }

    private static String jws(String head, String claims) {
        return base64(head) + "." + base64(claims) + ".c2ln";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
