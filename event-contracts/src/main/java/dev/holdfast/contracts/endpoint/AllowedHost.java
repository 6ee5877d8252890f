package dev.holdfast.contracts.endpoint;

import java.util.regex.Pattern;

/**
 * A host that the operator lets users call although it is not public, or not by https.
 *
 * @param host as {@link EndpointUrl} writes it
 * @param port 0 = any
 */
record AllowedHost(String host, int port) {
    private static final Pattern WITH_PORT = Pattern.compile("(?:[^:]+|\\[.+]):\\d+");

    /**
     * @param text {@code host} or {@code host:port}
     * @throws EndpointUrl.Wrong if it is neither
     */
    static AllowedHost of(String text) {
        if (text.indexOf('/') >= 0) {
            throw new EndpointUrl.Wrong("It is more than a host and a port.");
        }
        boolean bareIpv6 = text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
        EndpointUrl url = EndpointUrl.of("http://" + (bareIpv6 ? '[' + text + ']' : text));
        return new AllowedHost(
                url.host(), !bareIpv6 && WITH_PORT.matcher(text).matches() ? url.port() : 0);
    }

    boolean isOf(EndpointUrl url) {
        return host.equals(url.host()) && (port == 0 || port == url.port());
    }
}
