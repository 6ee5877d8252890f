package dev.holdfast.edge.outbound;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a call goes through, by {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}.
 * In small letters they mean the same, and go before, as with curl. Immutable.
 */
public final class Proxies {
    private static final Proxies NONE = new Proxies(null, null, new Direct(""));

    private final @Nullable ForwardProxy secure;
    private final @Nullable ForwardProxy plain;
    private final Direct direct;

    private Proxies(@Nullable ForwardProxy secure, @Nullable ForwardProxy plain, Direct direct) {
        this.secure = secure;
        this.plain = plain;
        this.direct = direct;
    }

    /** For who calls everything directly. */
    public static Proxies none() {
        return NONE;
    }

    /**
     * @throws RuntimeException with a sentence about the variable that names no proxy
     */
    public static Proxies of(Map<String, String> environment) {
        return new Proxies(
                proxy(environment, "HTTPS_PROXY"),
                proxy(environment, "HTTP_PROXY"),
                new Direct(value(environment, "NO_PROXY")));
    }

    private static @Nullable ForwardProxy proxy(Map<String, String> environment, String name) {
        String words = value(environment, name);
        return words.isEmpty() ? null : ForwardProxy.of(name, words);
    }

    private static String value(Map<String, String> environment, String name) {
        String small = environment.get(name.toLowerCase(Locale.ROOT));
        return (small == null ? environment.getOrDefault(name, "") : small).strip();
    }

    /**
     * @param isSecure whether the call is made in TLS
     */
    public Optional<ForwardProxy> to(boolean isSecure, String host, int port) {
        ForwardProxy proxy = isSecure ? secure : plain;
        return proxy == null || direct.has(host, port) ? Optional.empty() : Optional.of(proxy);
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "https through " + secure + ", http through " + plain;
    }
}
