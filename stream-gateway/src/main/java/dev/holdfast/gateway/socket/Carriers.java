package dev.holdfast.gateway.socket;

import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.edge.problem.RouterFailures;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The subprotocol in which a browser carries its token, before the framework makes a header of it:
 * that answers what it cannot read with 500, and would set any header that is named.
 */
@Singleton
public final class Carriers {
    /** Before CORS (300), and so before the framework reads the carrier. */
    private static final int PRIORITY = 310;

    private static final String PREFIX = "quarkus-http-upgrade";

    /** The value is one of a header; whether it is a token is judged later. */
    private static final Pattern CARRIER =
            Pattern.compile(
                    "quarkus-http-upgrade#Authorization#[\\x21-\\x7e][\\x20-\\x7e]*",
                    Pattern.CASE_INSENSITIVE);

    void guard(@Observes Filters filters) {
        filters.register(Carriers::check, PRIORITY);
    }

    private static void check(RoutingContext call) {
        fault(
                        call.request().headers().getAll("Sec-WebSocket-Protocol"),
                        call.request().headers().contains("Authorization"))
                .ifPresentOrElse(
                        detail ->
                                RouterFailures.answer(
                                        call, ProblemType.MALFORMED_REQUEST.because(detail)),
                        call::next);
    }

    /**
     * @param headers the values of the header in which subprotocols are offered
     * @param authorized whether there is an Authorization header beside it
     * @return nothing if the token in it can be read, or there is none
     */
    static Optional<String> fault(List<String> headers, boolean authorized) {
        List<String> offered =
                headers.stream()
                        .flatMap(header -> Stream.of(header.split(",", -1)))
                        .map(String::strip)
                        .toList();
        List<String> carriers = offered.stream().filter(one -> one.startsWith(PREFIX)).toList();
        if (carriers.isEmpty()) {
            return Optional.empty();
        }
        if (headers.size() > 1) {
            return Optional.of("Offer the subprotocols in one Sec-WebSocket-Protocol header.");
        }
        if (carriers.size() + (authorized ? 1 : 0) > 1) {
            return Optional.of("Send the access token once.");
        }
        if (carriers.size() == offered.size()) {
            return Optional.of("Offer holdfast.v2 beside the token.");
        }
        return isReadable(carriers.getFirst())
                ? Optional.empty()
                : Optional.of(
                        "The token is carried as quarkus-http-upgrade#Authorization#Bearer <token>,"
                                + " URL-encoded.");
    }

    private static boolean isReadable(String carrier) {
        try {
            String decoded = URLDecoder.decode(carrier, StandardCharsets.UTF_8);
            // The framework splits it at each # again.
            return CARRIER.matcher(decoded).matches()
                    && decoded.chars().filter(c -> c == '#').count() == 2;
        } catch (IllegalArgumentException brokenPercent) {
            return false;
        }
    }
}
