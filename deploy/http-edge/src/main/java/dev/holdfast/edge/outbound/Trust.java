package dev.holdfast.edge.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are believed: every authority that Java believes, and those of the operator.
 *
 * @param store all of them
 * @param manager names each certificate that it does not believe; see {@link CertificateRefused}
 */
public record Trust(KeyStore store, X509ExtendedTrustManager manager) {

    /**
     * @param authorities a file of certificates in PEM
     * @throws UnusableAuthorities where there are none in the file
     */
    public static Trust of(Optional<Path> authorities, Clock clock) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate known : manager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("java-" + number++, known);
            }
            if (authorities.isPresent()) {
                for (Certificate own : read(authorities.get())) {
                    store.setCertificateEntry("own-" + number++, own);
                }
            }
            return new Trust(store, new NamingTrustManager(manager(store), clock));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Java's own authorities cannot be read", e);
        }
    }

    private static Collection<? extends Certificate> read(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (found.isEmpty()) {
                throw new UnusableAuthorities(file, "there is none in it");
            }
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableAuthorities(file, e.toString());
        }
    }

    /**
     * @param store null for Java's own
     */
    private static X509ExtendedTrustManager manager(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("no trust manager for X.509");
    }

    /** Ends the start with a sentence. */
    static final class UnusableAuthorities extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableAuthorities(Path file, String why) {
            super(
                    "holdfast.trust.authorities is "
                            + file
                            + ", which is no file of certificates in PEM: "
                            + why,
                    null,
                    false,
                    false);
        }
    }
}
