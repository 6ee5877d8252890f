package dev.holdfast.contracts.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://models.example.org/v1, https://models.example.org/v1",
        "HTTPS://Models.Example.ORG./v1//, https://models.example.org/v1",
        "https://models.example.org:443, https://models.example.org",
        "http://models.example.org:80/, http://models.example.org",
        "http://models.example.org:8080, http://models.example.org:8080",
        "https://xn--mnchen-3ya.de/v1, https://xn--mnchen-3ya.de/v1",
        "http://ollama:11434/v1, http://ollama:11434/v1",
        "http://192.168.1.20/v1, http://192.168.1.20/v1",
        "https://[2606:4700::1111]:8443/v1, https://[2606:4700:0:0:0:0:0:1111]:8443/v1",
        "https://[::ffff:10.0.0.1]/v1, https://10.0.0.1/v1",
        "https://models.example.org/v1/chat/completions, https://models.example.org/v1",
        "https://models.example.org/v1/chat/completions/, https://models.example.org/v1",
        "https://models.example.org/v1//responses, https://models.example.org/v1",
        "https://models.example.org/messages, https://models.example.org",
        "https://models.example.org/v1/models, https://models.example.org/v1",
        "https://models.example.org/my-models, https://models.example.org/my-models",
    })
    void hasOneFormForEachAddress(String given, String written) {
        assertThat(EndpointUrl.of(given).text()).isEqualTo(written);
        assertThat(EndpointUrl.of(written)).isEqualTo(EndpointUrl.of(given));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "models.example.org/v1",
                "//models.example.org/v1",
                "ftp://models.example.org/v1",
                "file:///etc/passwd",
                "gopher://models.example.org",
                "https:models.example.org",
                "https://",
                "https:///v1",
                "https://user@models.example.org",
                "https://user:secret@models.example.org/v1",
                "https://public.example.org@10.0.0.1/v1",
                "https://@models.example.org/v1",
                "https://models.example.org/v1#here",
                "https://models.example.org/v1?a=b",
                "https://models.example.org/v1?",
                "https://models.example.org:0/v1",
                "https://models.example.org:65536/v1",
                "https://models.example.org:99999999999/v1",
                "https://models.example.org:-1/v1",
                "https://models_of.example.org/v1",
                "https://-models.example.org/v1",
                "https://models..example.org/v1",
                "https://münchen.example.org/v1",
                "https://models.example.org\\@10.0.0.1/v1",
                "https://models.example.org/a b",
                "https://models.example.org/\r\nX: y",
                // IPv4 in the odd forms that resolvers take.
                "https://2130706433/v1",
                "https://127.1/v1",
                "https://0x7f000001/v1",
                "https://0x7f.0.0.1/v1",
                "https://0177.0.0.1/v1",
                "https://127.0.0.01/v1",
                "https://127.0.0.0x1/v1",
                "https://256.0.0.1/v1",
                "https://1.2.3.4.5/v1",
                "https://[fe80::1%25eth0]/v1",
                "https://[fe80::1%eth0]/v1",
                "https://[::1/v1",
                "https://[1.2.3.4]/v1",
                "https://[v1.x]/v1",
            })
    void refusesWhatIsNoBaseUrl(String given) {
        assertThatThrownBy(() -> EndpointUrl.of(given))
                .isInstanceOfSatisfying(
                        EndpointUrl.Wrong.class,
                        // Whoever typed an address reads it.
                        wrong ->
                                assertThat(wrong.why())
                                        .doesNotContain("URL", "UTF-16", "ASCII", "fragment")
                                        .matches("[A-Z].*\\."));
    }

    @Test
    void refusesWhatIsLongerThanAnyAddress() {
        String long1 = "https://models.example.org/" + "a".repeat(EndpointUrl.LONGEST);
        assertThatThrownBy(() -> EndpointUrl.of(long1)).isInstanceOf(EndpointUrl.Wrong.class);
    }

    @Test
    void quotesNothingOfWhatItRefuses() {
        assertThatThrownBy(() -> EndpointUrl.of("https://user:hunter2@models.example.org"))
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> EndpointUrl.of("https://hunter2 @x"))
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void knowsAnAddressFromAName() {
        assertThat(EndpointUrl.of("https://10.0.0.1").literal()).isPresent();
        assertThat(EndpointUrl.of("https://[::1]").literal()).isPresent();
        assertThat(EndpointUrl.of("https://10.example.org").literal()).isEmpty();
    }
}
