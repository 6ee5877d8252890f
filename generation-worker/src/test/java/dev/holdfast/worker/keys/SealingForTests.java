package dev.holdfast.worker.keys;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.hybrid.PredefinedHybridParameters;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.request.SealedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** A keyset of the tests' own, and what chat-api does with its public half. */
public record SealingForTests(KeysetHandle keyset, Path privateKeyset) {

    public static SealingForTests in(Path folder) throws GeneralSecurityException, IOException {
        HybridConfig.register();
        KeysetHandle keyset =
                KeysetHandle.generateNew(
                        PredefinedHybridParameters.HPKE_X25519_HKDF_SHA256_AES_128_GCM,
                        RegistryConfiguration.get());
        return new SealingForTests(keyset, write(keyset, folder.resolve("private.json")));
    }

    public static Path write(KeysetHandle keyset, Path file)
            throws GeneralSecurityException, IOException {
        return Files.writeString(
                file,
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    }

    public SealedKey seal(String secret, String user, String provider, int version)
            throws GeneralSecurityException {
        return seal(secret, provider, version, SealedKey.context(user, provider, version));
    }

    /** For its address alone. */
    public SealedKey sealFor(String secret, String user, UserEndpoint endpoint, int version)
            throws GeneralSecurityException {
        return seal(
                secret,
                endpoint.provider(),
                version,
                SealedKey.context(user, endpoint.provider(), version, endpoint.baseUrl()));
    }

    private SealedKey seal(String secret, String provider, int version, byte[] context)
            throws GeneralSecurityException {
        return SealedKey.of(
                provider,
                version,
                keyset.getPublicKeysetHandle()
                        .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
                        .encrypt(secret.getBytes(StandardCharsets.UTF_8), context));
    }
}
