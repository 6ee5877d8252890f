package dev.holdfast.contracts.endpoint;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The base URL of an endpoint, in one form for each address. Whether it may be called is not said
 * here but by {@link EndpointRules}.
 *
 * @param secure https, and not http
 * @param host a name in lower case or an IP address, without brackets
 * @param path without a slash at its end; may be empty
 */
public record EndpointUrl(boolean secure, String host, int port, String path) {
    /** UTF-16 code units. */
    public static final int LONGEST = 500;

    /** What is called below a base URL, and never a part of one. */
    private static final List<String> CALLS =
            List.of("/chat/completions", "/completions", "/responses", "/messages", "/models");

    private static final Pattern NAME =
            Pattern.compile(
                    "(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*"
                            + "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE);

    /** Resolvers take such a name for an IPv4 address in one of its odd forms. */
    private static final Pattern LIKE_IPV4 = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

    /** What is wrong with it, as a person reads it. */
    public static final class Wrong extends IllegalArgumentException {
        Wrong(String why) {
            super(why);
        }

        public String why() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * @throws Wrong if it is no base URL
     */
    public static EndpointUrl of(String text) {
        if (text.length() > LONGEST) {
            throw new Wrong("This address is too long: at most " + LONGEST + " characters.");
        }
        URI uri = parsed(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new Wrong("Write it from https:// on, such as https://models.example.org/v1.");
        }
        String authority = uri.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) {
            throw new Wrong("There is a user or a password in it. Put the key into its own field.");
        }
        if (uri.getRawFragment() != null || uri.getRawQuery() != null) {
            throw new Wrong("Leave out what comes after ? or #.");
        }
        boolean secure = scheme.equals("https");
        return new EndpointUrl(secure, host(uri), port(uri, secure), path(uri));
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException notOne) {
            throw new Wrong("This is not an address. It looks like https://models.example.org/v1.");
        }
    }

    private static String host(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return ipv6(host.substring(1, host.length() - 1));
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (LIKE_IPV4.matcher(name).matches()) {
            if (IPV4.matcher(name).matches()) {
                return name;
            }
            throw new Wrong("An address in numbers has four of them, such as 192.0.2.7.");
        }
        if (!NAME.matcher(name).matches()) {
            throw new Wrong(
                    "There is no server in it that can be called. It looks like"
                            + " https://models.example.org/v1.");
        }
        return name;
    }

    private static String ipv6(String literal) {
        if (literal.indexOf('%') >= 0) {
            throw new Wrong("An address with % counts on one machine only. Write it without.");
        }
        try {
            // In the one form that Java writes; one that stands for IPv4 becomes that.
            return InetAddress.ofLiteral(literal).getHostAddress();
        } catch (IllegalArgumentException notOne) {
            throw new Wrong("What stands in [ ] is not an address.");
        }
    }

    private static int port(URI uri, boolean secure) {
        int port = uri.getPort();
        if (port == -1) {
            return secure ? 443 : 80;
        }
        if (port < 1 || port > 65_535) {
            throw new Wrong("The number after the colon must be from 1 to 65535.");
        }
        return port;
    }

    private static String path(URI uri) {
        return withoutCall(uri.getRawPath() == null ? "" : uri.getRawPath());
    }

    /**
     * A base URL without a slash at its end and without the name of a call: people copy the address
     * of the call itself, {@code …/v1/chat/completions}, out of a vendor's examples.
     */
    public static String withoutCall(String url) {
        String base = withoutSlashes(url);
        for (String call : CALLS) {
            if (base.endsWith(call)) {
                return withoutSlashes(base.substring(0, base.length() - call.length()));
            }
        }
        return base;
    }

    private static String withoutSlashes(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    /** The host where it is an IP address. */
    public Optional<InetAddress> literal() {
        boolean isAddress = host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
        return isAddress ? Optional.of(InetAddress.ofLiteral(host)) : Optional.empty();
    }

    /** As it is called. */
    public String text() {
        boolean usual = port == (secure ? 443 : 80);
        return (secure ? "https://" : "http://")
                + (host.indexOf(':') >= 0 ? '[' + host + ']' : host)
                + (usual ? "" : ":" + port)
                + path;
    }
}
