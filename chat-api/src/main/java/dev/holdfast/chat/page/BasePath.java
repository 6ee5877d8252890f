package dev.holdfast.chat.page;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.regex.Pattern;

/**
 * The path under which browsers find the page, its files, REST and the stream: what stands in their
 * addresses and not in the requests that come here, since the proxy in front takes it away.
 *
 * @param value begins and ends with a slash
 */
record BasePath(String value) {
    static final BasePath ROOT = new BasePath("/");

    private static final Pattern SEGMENTS = Pattern.compile("(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*");

    /** An address of the page's own: the only values in it that begin with a slash. */
    private static final Pattern ADDRESS = Pattern.compile("( (?:src|href|content)=\")/");

    /**
     * @param words with or without slashes around: {@code ai}, {@code /ai}, {@code /team/ai/}
     * @throws ConfigurationException for what is no plain path
     */
    static BasePath of(String words) {
        String inner = words.strip().replaceFirst("^/", "").replaceFirst("/$", "");
        String path = inner.isEmpty() ? "" : inner + "/";
        if (!SEGMENTS.matcher(path).matches()) {
            throw new ConfigurationException(
                    "holdfast.page.base-path is \""
                            + words
                            + "\": it must be a path of letters, digits, dots, dashes and"
                            + " underscores, such as /ai/");
        }
        return new BasePath("/" + path);
    }

    boolean isRoot() {
        return value.equals("/");
    }

    /** A page that was made for the root, with its addresses under this path. */
    String under(String html) {
        return ADDRESS.matcher(html).replaceAll("$1" + value);
    }
}
