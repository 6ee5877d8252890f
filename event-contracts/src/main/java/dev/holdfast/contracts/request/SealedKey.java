package dev.holdfast.contracts.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A user's provider key, encrypted to the workers' public key with HPKE where it entered. Only a
 * worker can open it, and only for the user, provider and version that it was sealed for.
 *
 * @param version grows with every replacement of the key; part of the context
 * @param ciphertext Base64 (RFC 4648, section 4) of Tink's hybrid ciphertext
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SealedKey(
        @JsonProperty(required = true) String provider,
        int version,
        @JsonProperty(required = true) String ciphertext) {

    /** HPKE's context info: {@code user|provider|version} in UTF-8. */
    public static byte[] context(String owner, String provider, int version) {
        return (owner + '|' + provider + '|' + version).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * For the key of a user's endpoint, {@code user|provider|version|baseUrl}: it opens for no
     * other address than the one that it was left for.
     */
    public static byte[] context(String owner, String provider, int version, String baseUrl) {
        return (owner + '|' + provider + '|' + version + '|' + baseUrl)
                .getBytes(StandardCharsets.UTF_8);
    }

    public static SealedKey of(String provider, int version, byte[] ciphertext) {
        return new SealedKey(provider, version, Base64.getEncoder().encodeToString(ciphertext));
    }

    /**
     * @throws IllegalArgumentException if the ciphertext is not Base64
     */
    public byte[] ciphertextBytes() {
        return Base64.getDecoder().decode(ciphertext);
    }
}
