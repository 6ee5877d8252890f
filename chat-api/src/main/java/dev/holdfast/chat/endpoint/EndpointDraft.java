package dev.holdfast.chat.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its user wants it, checked as far as it can be without looking anything up.
 *
 * @param key null where none was sent
 * @param withoutKey whether it is to be called without one, whatever is kept
 * @param models empty where its own list is wanted
 */
record EndpointDraft(
        String name,
        String title,
        String baseUrl,
        @Nullable String key,
        boolean withoutKey,
        List<String> models) {

    /** A record's own would put the key into whatever log prints it. */
    @Override
    public String toString() {
        return "EndpointDraft[name=" + name + ']';
    }
}
