package dev.holdfast.edge.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Pattern;

/** The form that access tokens have here: RFC 7515, section 3.1. */
final class CompactJws {
    private static final Pattern PARTS =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(32)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private CompactJws() {}

    /** Whether it has three parts, of which the first two are JSON objects. */
    static boolean isOne(String token) {
        if (!PARTS.matcher(token).matches()) {
            return false;
        }
        String[] parts = token.split("\\.", -1);
        return isObject(parts[0]) && isObject(parts[1]);
    }

    private static boolean isObject(String part) {
        try {
            JsonNode json = JSON.readTree(Base64.getUrlDecoder().decode(part));
            return json != null && json.isObject();
        } catch (IllegalArgumentException | IOException notOne) {
            return false;
        }
    }
}
