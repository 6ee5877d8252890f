package dev.holdfast.stack.raw;

import java.util.ArrayList;
import java.util.List;

/**
 * Requests that no HTTP client sends, and what each is answered with; the same for every service.
 * Each row is one connection.
 */
public final class BadRequests {
    private static final String MALFORMED = "malformed-request";

    /** How the connection goes on behind the answer. */
    public enum Then {
        /** The next request is answered as well. */
        GOES_ON,
        /** What follows is not read. */
        ENDS,
        /**
         * The same; but the service may have answered, with another error, before the body broke.
         */
        ENDS_AT_THE_BODY
    }

    /**
     * @param bytes each character is one
     * @param status of the one answer; 0 if the connection ends without one, or with one that was
     *     given before the body was read
     * @param slug of its problem; empty if it is no problem document
     */
    public record Row(String name, String bytes, int status, String slug, Then then) {
        @Override
        public String toString() {
            return name;
        }
    }

    private BadRequests() {}

    /**
     * @param path under which a GET without a token is answered with 200 or 401
     */
    public static List<Row> of(String path) {
        String get = "GET " + path + " HTTP/1.1\r\nHost: a\r\n";
        String put = "PUT " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
        List<Row> rows = new ArrayList<>();

        // The request line.
        rows.add(refused("no request at all", "hello\r\n\r\n"));
        rows.add(refused("only a method", "GET\r\n\r\n"));
        rows.add(refused("only line breaks between words", "GET\r\n/\r\nHTTP/1.1\r\n\r\n"));
        rows.add(refused("a method with a bracket", line("G(T", path)));
        rows.add(refused("a bare line feed in the line", "GET " + path + " HTTP/1.1\nHost: a\n\n"));
        rows.add(refused("an address without a slash", line("GET", "api")));
        rows.add(refused("an address with a star", line("GET", "*")));
        rows.add(refused("an address with a broken percent", line("GET", path + "/%zz")));
        rows.add(refused("an address that ends with a percent", line("GET", path + "/%")));
        rows.add(refused("an address with half a percent", line("GET", path + "/%4")));
        rows.add(refused("a query with a broken percent", line("GET", path + "?a=%zz")));
        rows.add(refused("an address whose bytes are not UTF-8", line("GET", path + "/%ff")));
        rows.add(refused("an address with an overlong slash", line("GET", path + "/%c0%af")));
        rows.add(refused("an address with a surrogate", line("GET", path + "/%ed%a0%80")));
        rows.add(refused("an address with U+0000", line("GET", path + "/%00")));
        rows.add(refused("a query with U+0000", line("GET", path + "?a=%00")));
        rows.add(refused("an address with a quote", line("GET", path + "/\"x\"")));
        rows.add(refused("an address with a byte above 127", line("GET", path + "/\u00e4")));
        rows.add(refused("an address with a bracket", line("GET", path + "/{x}")));
        rows.add(refused("an absolute address of no scheme", line("GET", "ftp://a/b")));
        rows.add(refused("an absolute address without a host", line("GET", "http:///" + path)));
        rows.add(refused("a tunnel", line("CONNECT", "a:443")));
        rows.add(
                ended(
                        "an address that is too long",
                        line("GET", "/" + "x".repeat(9_000)),
                        414,
                        "uri-too-long"));
        rows.add(
                ended(
                        "HTTP/3.7",
                        "GET " + path + " HTTP/3.7\r\nHost: a\r\n\r\n",
                        505,
                        "http-version-not-supported"));
        rows.add(refused("HTTP/x", "GET " + path + " HTTP/x\r\nHost: a\r\n\r\n"));

        // The headers.
        rows.add(refused("no Host", "GET " + path + " HTTP/1.1\r\n\r\n"));
        rows.add(refused("two Hosts", get + "Host: b\r\n\r\n"));
        rows.add(refused("a Host with a path", "GET " + path + " HTTP/1.1\r\nHost: a/b?c\r\n\r\n"));
        rows.add(refused("a header without a colon", get + "colonless\r\n\r\n"));
        rows.add(refused("a header without a name", get + ": x\r\n\r\n"));
        rows.add(refused("a header whose name has a blank", get + "a b: x\r\n\r\n"));
        rows.add(refused("a blank before the colon", get + "Content-Length : 0\r\n\r\n"));
        rows.add(refused("a header with U+0000", get + "a: x\0y\r\n\r\n"));
        rows.add(refused("a header with a bare return", get + "a: x\ry\r\n\r\n"));
        rows.add(refused("two Authorizations", get + auth("Bearer a") + auth("Bearer b") + "\r\n"));
        rows.add(
                ended(
                        "a header that is too long",
                        get + "a: " + "x".repeat(70_000),
                        431,
                        "headers-too-large"));
        rows.add(
                ended(
                        "headers that are too many",
                        get + "a: x\r\n".repeat(12_000),
                        431,
                        "headers-too-large"));

        // The body.
        String chunked = put + "Transfer-Encoding: chunked\r\n";
        rows.add(refused("a length that is no number", put + "Content-Length: x\r\n\r\n"));
        rows.add(refused("a negative length", put + "Content-Length: -1\r\n\r\n"));
        rows.add(refused("a length with a sign", put + "Content-Length: +1\r\n\r\nx"));
        rows.add(refused("two lengths", put + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxy"));
        rows.add(refused("two lengths in one", put + "Content-Length: 1, 2\r\n\r\nxy"));
        rows.add(
                refused(
                        "a length beside chunks",
                        chunked + "Content-Length: 4\r\n\r\n0\r\n\r\n" + line("GET", path)));
        rows.add(
                refused(
                        "chunks beside a length",
                        put
                                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "0\r\n\r\n"
                                + line("GET", path)));
        rows.add(refused("chunks twice", chunked + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
        rows.add(
                refused(
                        "a coding that is not known",
                        put + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"));
        rows.add(refused("a coding alone", put + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n"));
        rows.add(
                refused(
                        "chunks in HTTP/1.0",
                        "PUT "
                                + path
                                + " HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
        rows.add(broken("a chunk size that is no number", chunked + "\r\nxyz\r\n"));
        rows.add(broken("a chunk size that is negative", chunked + "\r\n-1\r\n"));
        rows.add(broken("a chunk size beyond a number", chunked + "\r\nffffffffffffffff\r\n"));
        rows.add(broken("a chunk longer than its size", chunked + "\r\n1\r\n{}{}\r\n0\r\n\r\n"));
        rows.add(
                broken(
                        "a chunk size broken later",
                        chunked + "\r\n1\r\n{\r\nxyz\r\n" + line("GET", path)));
        rows.add(ended("a body that is cut", put + "Content-Length: 10\r\n\r\n{", 0, ""));
        rows.add(ended("chunks that are cut", chunked + "\r\n5\r\n{", 0, ""));
        return rows;
    }

    /** What is unusual, and is answered all the same. */
    public static List<Row> unusual(String path, int status, String slug) {
        return List.of(
                new Row("HTTP/1.0", "GET " + path + " HTTP/1.0\r\n\r\n", status, slug, Then.ENDS),
                goesOn("an absolute address", line("GET", "http://a" + path), status, slug),
                goesOn(
                        "an upgrade to HTTP/2 that is broken",
                        "GET "
                                + path
                                + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                + "Upgrade: h2c\r\nHTTP2-Settings: ???\r\n\r\n",
                        status,
                        slug),
                goesOn(
                        "line breaks before the request",
                        "\r\n\r\n" + line("GET", path),
                        status,
                        slug));
    }

    private static String line(String method, String target) {
        return method + " " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private static String auth(String value) {
        return "Authorization: " + value + "\r\n";
    }

    private static Row refused(String name, String bytes) {
        return new Row(name, bytes, 400, MALFORMED, Then.ENDS);
    }

    private static Row broken(String name, String bytes) {
        return new Row(name, bytes, 400, MALFORMED, Then.ENDS_AT_THE_BODY);
    }

    private static Row ended(String name, String bytes, int status, String slug) {
        return new Row(name, bytes, status, slug, Then.ENDS);
    }

    private static Row goesOn(String name, String bytes, int status, String slug) {
        return new Row(name, bytes, status, slug, Then.GOES_ON);
    }
}
