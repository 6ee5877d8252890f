package dev.holdfast.worker.provider;

import org.jspecify.annotations.Nullable;

/** How a provider's own message stands in ours. */
final class Saying {
    private Saying() {}

    /** Behind a clause of ours, and before its full stop. */
    static String quoted(@Nullable String said) {
        return said == null ? "" : " and says: “" + said + "”";
    }

    static @Nullable String without(@Nullable String said, String secret) {
        return said == null || secret.isEmpty() ? said : said.replace(secret, "…");
    }
}
