package dev.holdfast.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A secret as it might lie somewhere: as it is, in hex, and in Base64 wherever in a longer text it
 * stood when that was encoded.
 */
public record Needle(String secret) {
    /** Characters of Base64 that the byte behind the secret may change. */
    private static final int AT_THE_END = 3;

    /** Those of its forms that this holds; empty is well. */
    public List<String> in(String haystack) {
        String lower = haystack.toLowerCase(Locale.ROOT);
        return Stream.concat(
                        forms().filter(haystack::contains),
                        Stream.of(hex()).filter(lower::contains))
                .toList();
    }

    private Stream<String> forms() {
        Base64.Encoder plain = Base64.getEncoder().withoutPadding();
        Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
        return Stream.concat(
                Stream.of(secret, new StringBuilder(secret).reverse().toString()),
                Stream.of(plain, url)
                        .flatMap(base64 ->
                                Stream.of(0, 1, 2).map(offset -> encoded(base64, offset))));
    }

    private String hex() {
        return HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the characters at both ends, which depend on what stood beside the secret. */
    private String encoded(Base64.Encoder base64, int offset) {
        String whole =
                base64.encodeToString(
                        (" ".repeat(offset) + secret).getBytes(StandardCharsets.UTF_8));
        int from = offset == 0 ? 0 : offset + 1;
        int to = whole.length() - AT_THE_END;
        return whole.substring(from, to);
    }
}
