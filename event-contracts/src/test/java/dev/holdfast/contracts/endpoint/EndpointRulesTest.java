package dev.holdfast.contracts.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointRulesTest {
    private static final EndpointRules STRICT = EndpointRules.of(false, List.of());

    private static final EndpointRules LAN =
            EndpointRules.of(
                    false,
                    List.of(
                            "ollama.lan",
                            "192.168.1.20:11434",
                            "localhost",
                            "[fd12::7]:8080",
                            "fd12::8",
                            "169.254.169.254"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://models.example.org/v1",
                "https://models.example.org:8443/v1",
                "https://models.example.org:80/v1",
                "https://models.example.org:1024/v1",
                "https://1.1.1.1/v1",
                "https://[2606:4700::1111]/v1",
            })
    void letsPublicOnesBeTried(String url) {
        assertThat(STRICT.objection(EndpointUrl.of(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://models.example.org/v1",
                "https://models.example.org:22/v1",
                "https://models.example.org:1023/v1",
                "https://models.example.org:25/v1",
                "https://localhost/v1",
                "https://api.localhost:8443/v1",
                "https://127.0.0.1/v1",
                "https://10.0.0.1/v1",
                "https://100.64.0.1/v1",
                "https://169.254.169.254/latest",
                "https://[::1]/v1",
                "https://[fd00:ec2::254]/latest",
                "https://[::ffff:192.168.0.1]/v1",
                "https://[64:ff9b::a00:1]/v1",
                "https://[2002:a00:1::]/v1",
                "https://224.0.0.1/v1",
                "https://255.255.255.255/v1",
                "https://0.0.0.0/v1",
            })
    void objectsToWhatCanBeSeenToBeWrong(String url) {
        assertThat(STRICT.objection(EndpointUrl.of(url))).isPresent();
    }

    @Test
    void takesHttpWhereTheOperatorSaysSo() {
        // given
        EndpointRules plain = EndpointRules.of(true, List.of());

        // then
        assertThat(plain.objection(EndpointUrl.of("http://models.example.org/v1"))).isEmpty();
        assertThat(plain.objection(EndpointUrl.of("http://10.0.0.1/v1"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ollama.lan/v1",
                "http://OLLAMA.lan.:11434/v1",
                "http://ollama.lan:90/v1",
                "http://192.168.1.20:11434/v1",
                "http://localhost:8080/v1",
                "http://[fd12::7]:8080/v1",
                "http://[fd12::8]:1234/v1",
            })
    void letsWhatTheOperatorListedBeTried(String url) {
        assertThat(LAN.objection(EndpointUrl.of(url))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.168.1.20:22/v1",
                "http://192.168.1.21:11434/v1",
                "http://other.ollama.lan/v1",
                "http://[fd12::7]:8081/v1",
                "http://169.254.169.254/latest",
            })
    void listsNoMoreThanWhatIsSaid(String url) {
        assertThat(LAN.objection(EndpointUrl.of(url))).isPresent();
    }

    @Test
    void believesANameServerOnlyAsFarAsTheHostIsListed() {
        // given
        EndpointUrl listed = EndpointUrl.of("http://ollama.lan/v1");
        EndpointUrl other = EndpointUrl.of("https://models.example.org/v1");

        // then
        assertThat(LAN.mayReach(listed, InetAddress.ofLiteral("192.168.7.7"))).isTrue();
        assertThat(LAN.mayReach(listed, InetAddress.ofLiteral("1.1.1.1"))).isTrue();
        assertThat(LAN.mayReach(listed, InetAddress.ofLiteral("169.254.169.254"))).isFalse();
        assertThat(LAN.mayReach(other, InetAddress.ofLiteral("1.1.1.1"))).isTrue();
        assertThat(LAN.mayReach(other, InetAddress.ofLiteral("192.168.7.7"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://ollama.lan", "*.lan", "ollama.lan:port", "10.0.0.0/8"})
    void refusesAListThatNamesNoHost(String entry) {
        assertThatThrownBy(() -> EndpointRules.of(false, List.of(entry)))
                .isInstanceOf(EndpointUrl.Wrong.class);
    }
}
