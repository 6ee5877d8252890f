package dev.holdfast.played.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param path without the query
 * @param headers names in lower case
 */
record HttpRequest(String method, String path, Map<String, String> headers, String body) {
    @Nullable String header(String name) {
        return headers.get(name);
    }
}
