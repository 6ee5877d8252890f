package dev.holdfast.worker.keys;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.request.SealedKey;
import dev.holdfast.worker.provider.ProviderKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens sealed keys with the workers' private keyset (HPKE), whichever of its keys they were sealed
 * to. Safe for any thread that may read a file: a key that does not open makes it look whether the
 * keyset has changed, so that a rotation is followed at once.
 */
public final class SealedKeys {
    private static final Logger LOG = Logger.getLogger(SealedKeys.class);

    private final @Nullable Path file;
    private volatile @Nullable Keyset keyset;

    /**
     * @param fingerprint of the file's content, by which a new one is told from the present one
     */
    // Compared by hand.
    @SuppressWarnings("ArrayRecordComponent")
    private record Keyset(byte[] fingerprint, HybridDecrypt decrypt) {}

    private SealedKeys(@Nullable Path file, @Nullable Keyset keyset) {
        this.file = file;
        this.keyset = keyset;
    }

    /** Opens nothing. */
    public static SealedKeys none() {
        return new SealedKeys(null, null);
    }

    /**
     * @throws IllegalStateException if the file is no private keyset; its content is in no message
     */
    public static SealedKeys of(Path privateKeyset) {
        try {
            return new SealedKeys(
                    privateKeyset, parse(Files.readString(privateKeyset), privateKeyset));
        } catch (IOException e) {
            throw new UncheckedIOException("the private keyset cannot be read", e);
        }
    }

    private static Keyset parse(String json, Path file) {
        try {
            HybridConfig.register();
            return new Keyset(
                    fingerprint(json),
                    TinkJsonProtoKeysetFormat.parseKeyset(
                                    json,
                                    RegistryConfiguration.get(),
                                    InsecureSecretKeyAccess.get())
                            .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class));
        } catch (GeneralSecurityException notAKeyset) {
            // Without its cause: a parser may quote what it could not parse.
            throw new IllegalStateException(file + " is not a private Tink keyset");
        }
    }

    private static byte[] fingerprint(String json) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Takes what the file holds now; one that is of no use is not taken, and what was there stays.
     *
     * @return whether it was another keyset
     */
    public synchronized boolean readAnew() {
        Keyset present = keyset;
        if (file == null || present == null) {
            return false;
        }
        try {
            String json = Files.readString(file);
            if (MessageDigest.isEqual(fingerprint(json), present.fingerprint())) {
                return false;
            }
            keyset = parse(json, file);
            LOG.info("the private keyset was changed and is in use");
            return true;
        } catch (IOException | GeneralSecurityException | IllegalStateException unusable) {
            LOG.errorf(
                    "the private keyset is not taken, the one before stays cause=%s",
                    unusable.getClass().getSimpleName());
            return false;
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
        return sealed.provider().equals(provider)
                ? open(sealed, SealedKey.context(userId, provider, sealed.version()))
                : new KeyOpening.Unreadable();
    }

    /**
     * @param endpoint whom the key is about to be sent to; one that was sealed for another, or for
     *     another address of it, is not opened
     */
    public KeyOpening open(String userId, UserEndpoint endpoint, SealedKey sealed) {
        return sealed.provider().equals(endpoint.provider())
                ? open(
                        sealed,
                        SealedKey.context(
                                userId, endpoint.provider(), sealed.version(), endpoint.baseUrl()))
                : new KeyOpening.Unreadable();
    }

    private KeyOpening open(SealedKey sealed, byte[] context) {
        return decrypted(sealed, context)
                .or(() -> readAnew() ? decrypted(sealed, context) : Optional.empty())
                .<KeyOpening>map(KeyOpening.Opened::new)
                .orElseGet(KeyOpening.Unreadable::new);
    }

    private Optional<ProviderKey> decrypted(SealedKey sealed, byte[] context) {
        Keyset present = keyset;
        if (present == null) {
            return Optional.empty();
        }
        try {
            byte[] secret = present.decrypt().decrypt(sealed.ciphertextBytes(), context);
            return Optional.of(new ProviderKey(new String(secret, StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            return Optional.empty();
        }
    }
}
