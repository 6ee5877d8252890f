package dev.holdfast.worker.markdown;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that images may be fetched from, as the operator allows them: by name, or {@code
 * *.example.com} for all below one. Only over {@code https}, on its own port, and without a user:
 * an address that looks like one host must not lead to another.
 */
public record ImageHosts(List<String> patterns) {
    public static final ImageHosts NONE = new ImageHosts(List.of());

    public ImageHosts {
        patterns = patterns.stream().map(ImageHosts::checked).toList();
    }

    private static String checked(String pattern) {
        String name = pattern.strip().toLowerCase(Locale.ROOT);
        if (!name.matches("(?:\\*\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)+")) {
            throw new IllegalArgumentException("not the name of a host: " + pattern);
        }
        return name;
    }

    /**
     * @param address as {@link SafeLinks} lets it through
     */
    boolean allow(String address) {
        if (patterns.isEmpty()) {
            return false;
        }
        try {
            URI uri = new URI(address);
            String host = uri.getHost();
            return "https".equals(uri.getScheme())
                    && host != null
                    && uri.getPort() == -1
                    && uri.getRawUserInfo() == null
                    && patterns.stream().anyMatch(it -> matches(it, host.toLowerCase(Locale.ROOT)));
        } catch (URISyntaxException strange) {
            return false;
        }
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.")
                ? host.endsWith(pattern.substring(1))
                : host.equals(pattern);
    }
}
