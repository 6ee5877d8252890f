package dev.holdfast.edge.outbound;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jboss.logging.Logger;

/**
 * Says which certificate was not believed, to the log and to whoever called; the JDK says neither.
 * The same one is said once in a while, however often it is met. Thread-safe.
 */
final class NamingTrustManager extends X509ExtendedTrustManager {
    private static final Logger LOG = Logger.getLogger(NamingTrustManager.class);
    private static final Duration SAID_AGAIN = Duration.ofMinutes(1);

    /** Of those that were said; users of their own endpoints could show any number. */
    private static final int MOST = 100;

    private final X509ExtendedTrustManager delegate;
    private final Clock clock;
    private final Map<String, Long> said =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                            return size() > MOST;
                        }
                    });

    NamingTrustManager(X509ExtendedTrustManager delegate, Clock clock) {
        this.delegate = delegate;
        this.clock = clock;
    }

    private interface Check {
        void run() throws CertificateException;
    }

    private void named(X509Certificate[] chain, String host, Check check)
            throws CertificateException {
        try {
            check.run();
        } catch (CertificateException refused) {
            if (chain.length == 0) {
                throw refused;
            }
            CertificateRefused named = new CertificateRefused(chain[0], refused);
            long now = clock.millis();
            Long before = said.put(host + named.getMessage(), now);
            if (before == null || now - before >= SAID_AGAIN.toMillis()) {
                LOG.warnf("%s host=%s", named.getMessage(), host);
            }
            throw named;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        named(
                chain,
                engine.getPeerHost() + ":" + engine.getPeerPort(),
                () -> delegate.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        named(
                chain,
                String.valueOf(socket.getInetAddress()),
                () -> delegate.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        named(chain, "unknown", () -> delegate.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        delegate.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return delegate.getAcceptedIssuers();
    }
}
