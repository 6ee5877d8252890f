package dev.holdfast.edge.outbound;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A server's certificate that is not believed, by name: subject, issuer and validity. Written by a
 * stranger, so cut short and without control characters. Without a cause: what it says of the
 * reason is in the message, and whoever looks for the innermost cause finds this.
 */
public final class CertificateRefused extends CertificateException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 120;
    private static final int DEEPEST = 20;

    CertificateRefused(X509Certificate certificate, Throwable reason) {
        super(
                "certificate refused subject="
                        + plain(certificate.getSubjectX500Principal().getName())
                        + " issuer="
                        + plain(certificate.getIssuerX500Principal().getName())
                        + " from="
                        + certificate.getNotBefore().toInstant()
                        + " until="
                        + certificate.getNotAfter().toInstant()
                        + " because="
                        + plain(reason(reason)));
    }

    /** Whether it is why a connection could not be made. */
    public static Optional<CertificateRefused> within(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof CertificateRefused found) {
                return Optional.of(found);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** The innermost says what; the others that it could not be validated. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static String plain(String words) {
        String line = words.replaceAll("\\p{C}", " ");
        return "\"" + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…") + "\"";
    }
}
