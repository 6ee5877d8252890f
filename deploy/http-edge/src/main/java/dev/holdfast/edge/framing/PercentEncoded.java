package dev.holdfast.edge.framing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding, RFC 3986, section 2.1. */
final class PercentEncoded {
    private PercentEncoded() {}

    /**
     * Whether the encoded bytes are UTF-8 without the character U+0000, which no text here has.
     *
     * @param raw part of an address that {@link java.net.URI} has taken
     */
    static boolean isText(String raw) {
        if (raw.indexOf('%') < 0) {
            return true;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.toByteArray()))
                            .toString()
                            .indexOf('\0')
                    < 0;
        } catch (CharacterCodingException notText) {
            return false;
        }
    }
}
