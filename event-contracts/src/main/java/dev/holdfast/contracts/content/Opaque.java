package dev.holdfast.contracts.content;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A vendor's state of what its model thought: kept as it came, and sent back with the next call to
 * the same vendor. Nobody else looks into it.
 *
 * @param vendor whose it is, by the word of the worker's reader, such as {@code anthropic}
 * @param state a JSON object: a signature, encrypted reasoning, a redacted block
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Opaque(String vendor, Map<String, Object> state) {

    public Opaque {
        state = state == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(state));
    }

    /** UTF-16 code units that it takes, for whoever bounds memory; roughly. */
    public int size() {
        return vendor.length() + state.toString().length();
    }
}
