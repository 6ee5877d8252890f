package dev.holdfast.chat.keys;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig;
import dev.holdfast.contracts.request.SealedKey;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals keys to the workers' public keyset (HPKE). Safe for use by several threads. A keyset that
 * is configured and cannot be used stops the service at its start: found out there it is an
 * operator's to fix, later it would be a user's to suffer.
 */
@Singleton
class Seal {
    private static final Logger LOG = Logger.getLogger(Seal.class);

    private final @Nullable HybridEncrypt encrypt;

    Seal(KeysConfig config) {
        this.encrypt = config.publicKeyset().map(Seal::load).orElse(null);
        if (encrypt == null) {
            LOG.info("users cannot leave keys here: holdfast.keys.public-keyset is not set");
        }
    }

    private static HybridEncrypt load(Path keyset) {
        try {
            HybridConfig.register();
            // Refuses a keyset with a private key in it: that must not lie beside this service.
            KeysetHandle handle =
                    TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(
                            Files.readString(keyset), RegistryConfiguration.get());
            return handle.getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "holdfast.keys.public-keyset cannot be read: " + keyset, unreadable);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(
                    "holdfast.keys.public-keyset is not a public keyset of Tink: " + keyset,
                    unusable);
        }
    }

    /**
     * @return nothing if no keyset is configured
     */
    Optional<byte[]> seal(String key, String owner, String provider, int version) {
        if (encrypt == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    encrypt.encrypt(
                            key.getBytes(StandardCharsets.UTF_8),
                            SealedKey.context(owner, provider, version)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a key could not be sealed", broken);
        }
    }
}
