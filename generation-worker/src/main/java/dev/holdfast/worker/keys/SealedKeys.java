package dev.holdfast.worker.keys;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.worker.provider.ProviderKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** Opens sealed keys with the workers' private keyset (HPKE). Safe for any thread. */
public final class SealedKeys {
    private final @Nullable HybridDecrypt keyset;

    private SealedKeys(@Nullable HybridDecrypt keyset) {
        this.keyset = keyset;
    }

    /** Opens nothing. */
    public static SealedKeys none() {
        return new SealedKeys(null);
    }

    /**
     * @throws IllegalStateException if the file is no private keyset; its content is in no message
     */
    public static SealedKeys of(Path privateKeyset) {
        try {
            HybridConfig.register();
            return new SealedKeys(
                    TinkJsonProtoKeysetFormat.parseKeyset(
                                    Files.readString(privateKeyset),
                                    RegistryConfiguration.get(),
                                    InsecureSecretKeyAccess.get())
                            .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class));
        } catch (IOException e) {
            throw new UncheckedIOException("the private keyset cannot be read", e);
        } catch (GeneralSecurityException notAKeyset) {
            // Without its cause: a parser may quote what it could not parse.
            throw new IllegalStateException(privateKeyset + " is not a private Tink keyset");
        }
    }

    /** Whether any key can be opened. */
    public boolean opens() {
        return keyset != null;
    }

    /**
     * @param provider whom the key is about to be sent to; a key that was sealed for another is not
     *     opened
     */
    public KeyOpening open(String userId, String provider, SealedKey sealed) {
        if (keyset == null || !sealed.provider().equals(provider)) {
            return new KeyOpening.Unreadable();
        }
        try {
            byte[] secret =
                    keyset.decrypt(
                            sealed.ciphertextBytes(),
                            SealedKey.context(userId, provider, sealed.version()));
            return new KeyOpening.Opened(
                    new ProviderKey(new String(secret, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            return new KeyOpening.Unreadable();
        }
    }
}
