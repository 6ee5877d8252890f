package dev.holdfast.edge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    @Test
    void areAskedByTheKindOfTheCall() {
        Proxies proxies =
                Proxies.of(
                        Map.of("HTTPS_PROXY", "http://tls.corp:3128", "HTTP_PROXY", "plain.corp"));

        assertThat(proxies.to(true, "api.example", 443))
                .contains(new ForwardProxy("tls.corp", 3128, null, null));
        assertThat(proxies.to(false, "api.example", 80))
                .contains(new ForwardProxy("plain.corp", 80, null, null));
        assertThat(Proxies.of(Map.of()).to(true, "api.example", 443)).isEmpty();
        assertThat(Proxies.of(Map.of("HTTPS_PROXY", " ")).to(true, "api.example", 443)).isEmpty();
    }

    @Test
    void areNamedInSmallLettersAsWellWhichGoBefore() {
        Proxies proxies =
                Proxies.of(
                        Map.of(
                                "HTTPS_PROXY", "http://big:1",
                                "https_proxy", "http://small:2",
                                "NO_PROXY", "a.example",
                                "no_proxy", "b.example"));

        assertThat(proxies.to(true, "a.example", 443))
                .contains(new ForwardProxy("small", 2, null, null));
        assertThat(proxies.to(true, "b.example", 443)).isEmpty();
    }

    @Test
    void logInWithWhatStandsBeforeTheHost() {
        ForwardProxy proxy =
                Proxies.of(Map.of("https_proxy", "http://ann:p%40s%3As+word@proxy.corp:3128/"))
                        .to(true, "api.example", 443)
                        .orElseThrow();

        assertThat(proxy).isEqualTo(new ForwardProxy("proxy.corp", 3128, "ann", "p@s:s+word"));
        assertThat(proxy.toString()).doesNotContain("word");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socks5://proxy:1080", "https://secret@proxy", "http://", "http://a b", ":"})
    void mustBeHttpProxies(String words) {
        assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", words)))
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageContaining("http://host:port")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "corp.example           | corp.example     | 443  | true",
                "corp.example           | a.b.corp.example | 443  | true",
                ".corp.example          | corp.example     | 443  | true",
                "*.corp.example         | a.corp.example   | 443  | true",
                "corp.example           | notcorp.example  | 443  | false",
                "CORP.example           | A.Corp.Example.  | 443  | true",
                "a, corp.example ,b     | corp.example     | 443  | true",
                "a corp.example         | corp.example     | 443  | true",
                "corp.example:8443      | corp.example     | 8443 | true",
                "corp.example:8443      | corp.example     | 443  | false",
                "*                      | anything.example | 443  | true",
                "10.0.0.0/8             | 10.9.8.7         | 443  | true",
                "10.0.0.0/8             | 11.9.8.7         | 443  | false",
                "10.0.0.0/8             | ten.example      | 443  | false",
                "192.168.1.20           | 192.168.1.20     | 443  | true",
                "192.168.1.20:11434     | 192.168.1.20     | 443  | false",
                "fd00::/8               | [fd12::1]        | 443  | true",
                "fd00::/8               | 10.0.0.1         | 443  | false",
                "[fd00::1]:443          | [fd00::1]        | 443  | true",
                "::1                    | [fd00::1]        | 443  | false",
                "10.0.0.0/99            | 10.0.0.1         | 443  | false",
                "''                     | localhost        | 443  | true",
                "''                     | api.localhost    | 443  | true",
                "''                     | 127.0.0.53       | 443  | true",
                "''                     | [::1]            | 443  | true",
                "''                     | localhost.corp   | 443  | false",
            })
    void areLeftOutForWhatIsListedAndForThisMachine(
            String list, String host, int port, boolean isDirect) {
        Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", "proxy:3128", "NO_PROXY", list));

        assertThat(proxies.to(true, host, port).isEmpty()).isEqualTo(isDirect);
    }
}
