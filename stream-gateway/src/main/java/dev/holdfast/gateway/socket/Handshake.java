package dev.holdfast.gateway.socket;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What makes a request the opening handshake of a WebSocket: RFC 6455, section 4.2.1. */
final class Handshake {
    static final String VERSION = "13";

    private static final int KEY_BYTES = 16;

    private Handshake() {}

    /**
     * @return nothing if it is one
     */
    static Optional<Problem> fault(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)) {
            return Optional.of(
                    ProblemType.METHOD_NOT_ALLOWED.because("A WebSocket is opened with GET."));
        }
        if (request.version() != HttpVersion.HTTP_1_1
                || !names(headers.getAll("Upgrade"), "websocket")
                || !names(headers.getAll("Connection"), "upgrade")) {
            return Optional.of(
                    ProblemType.UPGRADE_REQUIRED.because(
                            "Open a WebSocket here, or read /stream/events."));
        }
        if (!headers.getAll("Sec-WebSocket-Version").equals(List.of(VERSION))) {
            return Optional.of(
                    ProblemType.UPGRADE_REQUIRED.because("Speak version 13 of WebSocket."));
        }
        List<String> keys = headers.getAll("Sec-WebSocket-Key");
        return keys.size() == 1 && isKey(keys.getFirst())
                ? Optional.empty()
                : Optional.of(
                        ProblemType.MALFORMED_REQUEST.because(
                                "Send one Sec-WebSocket-Key, 16 bytes in base64."));
    }

    private static boolean names(List<String> values, String word) {
        return values.stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .anyMatch(value -> value.strip().toLowerCase(Locale.ROOT).equals(word));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
