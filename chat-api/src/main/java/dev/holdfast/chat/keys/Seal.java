package dev.holdfast.chat.keys;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig;
import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.problem.ProblemType;
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
 * Seals keys to the primary key of the workers' public keyset (HPKE). Safe for use by several
 * threads. A keyset that is configured and cannot be used stops the service at its start: found out
 * there it is an operator's to fix, later it would be a user's to suffer. One that becomes unusable
 * later is not taken: what was there before is sealed to.
 */
@Singleton
public class Seal {
    private static final Logger LOG = Logger.getLogger(Seal.class);

    private final @Nullable Path file;
    private volatile @Nullable Keyset keyset;

    /**
     * @param json the file's content, by which a new one is told from the present one; of public
     *     keys only
     */
    private record Keyset(String json, HybridEncrypt encrypt) {}

    Seal(KeysConfig config) {
        this.file = config.publicKeyset().orElse(null);
        if (file == null) {
            LOG.info("users cannot leave keys here: holdfast.keys.public-keyset is not set");
        } else {
            keyset = parse(read(file), file);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "holdfast.keys.public-keyset cannot be read: " + file, unreadable);
        }
    }

    private static Keyset parse(String json, Path file) {
        try {
            HybridConfig.register();
            // Refuses a keyset with a private key in it: that must not lie beside this service.
            KeysetHandle handle =
                    TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(
                            json, RegistryConfiguration.get());
            return new Keyset(
                    json, handle.getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class));
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(
                    "holdfast.keys.public-keyset is not a public keyset of Tink: " + file,
                    unusable);
        }
    }

    /** Takes what the file holds now. Reads a file: not for an event loop. */
    void readAnew() {
        Keyset present = keyset;
        if (file == null || present == null) {
            return;
        }
        try {
            String json = read(file);
            if (!json.equals(present.json())) {
                keyset = parse(json, file);
                LOG.info("the public keyset was changed; keys are sealed to its primary from now");
            }
        } catch (UncheckedIOException | IllegalStateException unusable) {
            LOG.errorf(
                    "the public keyset is not taken, the one before stays: %s",
                    unusable.getMessage());
        }
    }

    /**
     * @return nothing if no keyset is configured
     */
    Optional<byte[]> seal(String key, String owner, String provider, int version) {
        return seal(key, SealedKey.context(owner, provider, version));
    }

    /**
     * @param context without which it does not open
     * @return nothing if no keyset is configured
     */
    public Optional<byte[]> seal(String key, byte[] context) {
        Keyset present = keyset;
        if (present == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    present.encrypt().encrypt(key.getBytes(StandardCharsets.UTF_8), context));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("a key could not be sealed", broken);
        }
    }

    /** For whoever leaves a key where no keyset is configured. */
    public static Refusal refusal() {
        return new Refusal(
                ProblemType.SERVICE_UNAVAILABLE.because(
                        "Keys of your own are not taken here; ask the operators to configure a"
                                + " keyset."));
    }
}
