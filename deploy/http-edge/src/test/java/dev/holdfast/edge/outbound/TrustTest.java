package dev.holdfast.edge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.stack.edge.Authority;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    @TempDir static Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit calls make
    private static Authority authority;

    @SuppressWarnings("NullAway.Init")
    private static X509Certificate[] chain;

    @BeforeAll
    static void make() throws IOException, CertificateException {
        authority = Authority.make(folder, "Corp Root");
        chain = read(authority.issue("models", List.of("models.corp"), 10).certificate());
    }

    private static X509Certificate[] read(Path pem) throws IOException, CertificateException {
        try (InputStream bytes = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(bytes)
                    .toArray(X509Certificate[]::new);
        }
    }

    private static Trust trust(Optional<Path> authorities) {
        return Trust.of(authorities, Clock.systemUTC());
    }

    @Test
    void isInTheOperatorsAuthoritiesBesideJavas() {
        Trust trust = trust(Optional.of(authority.certificate()));

        assertThatCode(() -> trust.manager().checkServerTrusted(chain, "ECDHE_ECDSA"))
                .doesNotThrowAnyException();
        assertThat(trust.manager().getAcceptedIssuers())
                .hasSize(trust(Optional.empty()).manager().getAcceptedIssuers().length + 1)
                .hasSizeGreaterThan(50);
    }

    @Test
    void namesTheCertificateThatItDoesNotBelieve() {
        assertThatThrownBy(() ->
                        trust(Optional.empty()).manager().checkServerTrusted(chain, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateRefused.class)
                .hasNoCause()
                .hasMessageContaining("subject=\"CN=models.corp\"")
                .hasMessageContaining("issuer=\"CN=Corp Root\"")
                .hasMessageContaining("from=" + chain[0].getNotBefore().toInstant())
                .hasMessageContaining("until=" + chain[0].getNotAfter().toInstant())
                .hasMessageContaining("because=\"unable to find valid certification path");
    }

    @Test
    void saysThatOneIsOver() throws IOException, CertificateException {
        X509Certificate[] over =
                read(authority.issue("over", List.of("models.corp"), 1).certificate());
        Trust trust = trust(Optional.of(authority.certificate()));

        // A day from yesterday's instant on: it ended while this test began.
        assertThatThrownBy(() -> trust.manager().checkServerTrusted(over, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateRefused.class)
                .hasMessageContaining("until=" + over[0].getNotAfter().toInstant())
                .hasMessageContaining("NotAfter");
    }

    @Test
    void needsCertificatesInTheFile() throws IOException {
        Path words = Files.writeString(folder.resolve("words.pem"), "no certificate");

        assertThatThrownBy(() -> trust(Optional.of(words)))
                .hasMessageContaining("holdfast.trust.authorities")
                .hasMessageContaining("words.pem");
        assertThatThrownBy(() -> trust(Optional.of(folder.resolve("missing.pem"))))
                .hasMessageContaining("missing.pem");
    }

    @Test
    void findsTheRefusalUnderWhateverWasThrown() {
        CertificateRefused refused = new CertificateRefused(chain[0], new IOException("why\nnot"));

        assertThat(refused).hasMessageContaining("because=\"why not\"");
        assertThat(CertificateRefused.within(new IOException(new IOException(refused))))
                .contains(refused);
        assertThat(CertificateRefused.within(new IOException("other"))).isEmpty();
    }
}
