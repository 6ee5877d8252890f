package dev.holdfast.edge.framing;

import dev.holdfast.contracts.problem.Problem;
import dev.holdfast.contracts.problem.ProblemType;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the head of a request, by RFC 9112 and by what the framework behind us would
 * answer without words.
 */
final class RequestHead {
    /** RFC 3986's host and port, roughly: nothing that could end a header or begin a path. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=%:\\[\\]-]*");

    private RequestHead() {}

    /**
     * @return nothing if a service may see the request
     */
    static Optional<Problem> fault(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(unreadable(request.decoderResult().cause()));
        }
        if (!isKnown(request.protocolVersion())) {
            return Optional.of(
                    ProblemType.HTTP_VERSION_NOT_SUPPORTED.because("Speak HTTP/1.1 or HTTP/1.0."));
        }
        return framing(request).or(() -> target(request)).map(RequestHead::malformed);
    }

    private static Problem unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ ->
                    ProblemType.URI_TOO_LONG.because(
                            "Ask for less in one address; its line has a limit of a few kB.");
            case TooLongHttpHeaderException _ ->
                    ProblemType.HEADERS_TOO_LARGE.because(
                            "Send fewer or shorter headers; all together have a limit of a few"
                                    + " kB.");
            default -> malformed("The head of the request is not HTTP/1.1.");
        };
    }

    private static Problem malformed(String detail) {
        return ProblemType.MALFORMED_REQUEST.because(detail);
    }

    private static boolean isKnown(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }

    private static Optional<String> framing(HttpRequest request) {
        HttpHeaders headers = request.headers();
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        if (!encodings.isEmpty()
                && (old
                        || encodings.size() > 1
                        || !encodings.getFirst().equalsIgnoreCase("chunked"))) {
            return Optional.of("Send a body with Content-Length, or Transfer-Encoding: chunked.");
        }
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (hosts.isEmpty() && !old)) {
            return Optional.of("Send one Host header.");
        }
        if (!hosts.isEmpty() && !HOST.matcher(hosts.getFirst()).matches()) {
            return Optional.of("The Host header is not a host and a port.");
        }
        if (headers.contains("")) {
            return Optional.of("A header has no name.");
        }
        return headers.getAll(HttpHeaderNames.AUTHORIZATION).size() > 1
                ? Optional.of("Send one Authorization header.")
                : Optional.empty();
    }

    private static Optional<String> target(HttpRequest request) {
        String target = request.uri();
        if (request.method().equals(HttpMethod.CONNECT)) {
            return Optional.of("This is not a proxy.");
        }
        if (!target.startsWith("/") && !isAbsolute(target)) {
            return Optional.of("The address must begin with a slash.");
        }
        if (target.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            return Optional.of("The address has a character that must be percent-encoded.");
        }
        try {
            URI uri = new URI(target);
            if (uri.isAbsolute() && uri.getHost() == null) {
                return Optional.of("The address names no host.");
            }
            if (isText(uri.getRawPath()) && isText(uri.getRawQuery())) {
                return Optional.empty();
            }
        } catch (URISyntaxException notOne) {
            return Optional.of("The address has a character that must be percent-encoded.");
        }
        return Optional.of("The address has percent-encoded bytes that are not text in UTF-8.");
    }

    private static boolean isAbsolute(String target) {
        return target.regionMatches(true, 0, "http://", 0, 7)
                || target.regionMatches(true, 0, "https://", 0, 8);
    }

    private static boolean isText(@Nullable String raw) {
        return raw == null || PercentEncoded.isText(raw);
    }
}
