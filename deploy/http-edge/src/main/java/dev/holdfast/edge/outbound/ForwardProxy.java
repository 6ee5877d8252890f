package dev.holdfast.edge.outbound;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy, spoken to in the clear: what goes through it in TLS is not.
 *
 * @param user null where it asks for none
 */
public record ForwardProxy(
        String host, int port, @Nullable String user, @Nullable String password) {

    private static final int USUAL_PORT = 80;

    /**
     * @param variable where it was said, for the error alone
     * @param words {@code http://user:password@host:port}, of which the host alone is needed
     * @throws UnusableProxy for what is no address of an HTTP proxy; its message has no password
     */
    static ForwardProxy of(String variable, String words) {
        try {
            URI address = new URI(words.contains("://") ? words : "http://" + words);
            String host = address.getHost();
            if (host == null || !"http".equalsIgnoreCase(address.getScheme())) {
                throw new UnusableProxy(variable);
            }
            String login = address.getRawUserInfo();
            String[] parts = login == null ? new String[0] : login.split(":", 2);
            return new ForwardProxy(
                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                    address.getPort() < 0 ? USUAL_PORT : address.getPort(),
                    parts.length > 0 ? decoded(parts[0]) : null,
                    parts.length > 1 ? decoded(parts[1]) : null);
        } catch (URISyntaxException | IllegalArgumentException garbage) {
            throw new UnusableProxy(variable);
        }
    }

    /** A plus is a plus in a password. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    public ProxyOptions options() {
        ProxyOptions options =
                new ProxyOptions().setType(ProxyType.HTTP).setHost(host).setPort(port);
        if (user != null) {
            options.setUsername(user).setPassword(password == null ? "" : password);
        }
        return options;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** Said at the start; the value may hold a password, and is not repeated. */
    static final class UnusableProxy extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableProxy(String variable) {
            super(
                    variable
                            + " is no address of an HTTP proxy: write http://host:port, with"
                            + " user:password@ before the host where it asks for them",
                    null,
                    false,
                    false);
        }
    }
}
