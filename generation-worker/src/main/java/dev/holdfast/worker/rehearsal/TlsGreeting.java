package dev.holdfast.worker.rehearsal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The first words of a TLS client, spoken to nobody: whom to trust is read, a key is made, the
 * ciphers are looked up. What follows in a handshake needs a server with a certificate.
 */
final class TlsGreeting {
    private TlsGreeting() {}

    /**
     * @throws IllegalStateException if this JVM has no TLS
     */
    static void prepare() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            SSLEngine engine = context.createSSLEngine("localhost", 443);
            engine.setUseClientMode(true);
            engine.wrap(
                    ByteBuffer.allocate(0),
                    ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
        } catch (GeneralSecurityException | SSLException e) {
            throw new IllegalStateException(e);
        }
    }
}
