package dev.holdfast.chat.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.hybrid.PredefinedHybridParameters;
import dev.holdfast.contracts.request.SealedKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
    private static final String KEY = "sk-of-alice-1234";

    @TempDir Path folder;

    @Test
    void sealsToTheNewPrimaryOnceTheFileHasChanged() throws Exception {
        // given
        KeysetHandle before = newKeyset();
        Seal seal = seal(write(publicOf(before)));
        byte[] old = sealed(seal);

        // when
        KeysetHandle after = withNewPrimary(before);
        write(publicOf(after));
        seal.readAnew();

        // then
        byte[] fresh = sealed(seal);
        assertThat(opened(after, fresh)).isEqualTo(KEY);
        assertThat(opened(after, old)).isEqualTo(KEY);
        assertThatThrownBy(() -> opened(before, fresh))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void goesOnWithTheKeysetThatItHasWhereTheNewOneIsOfNoUse() throws Exception {
        // given
        KeysetHandle keyset = newKeyset();
        Path file = write(publicOf(keyset));
        Seal seal = seal(file);

        // then
        for (String unusable :
                new String[] {
                    "",
                    "{",
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            newKeyset(), RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                }) {
            write(unusable);
            seal.readAnew();
            assertThat(opened(keyset, sealed(seal))).isEqualTo(KEY);
        }
        Files.delete(file);
        seal.readAnew();
        assertThat(opened(keyset, sealed(seal))).isEqualTo(KEY);
    }

    @Test
    void doesNotStartWithAKeysetThatIsOfNoUse() throws Exception {
        Path file = write("{");

        assertThatThrownBy(() -> seal(file)).isInstanceOf(IllegalStateException.class);
    }

    private Path write(String json) throws Exception {
        return Files.writeString(folder.resolve("public.json"), json);
    }

    private static KeysetHandle newKeyset() throws GeneralSecurityException {
        HybridConfig.register();
        return KeysetHandle.generateNew(
                PredefinedHybridParameters.HPKE_X25519_HKDF_SHA256_AES_128_GCM,
                RegistryConfiguration.get());
    }

    private static KeysetHandle withNewPrimary(KeysetHandle keyset)
            throws GeneralSecurityException {
        return KeysetHandle.newBuilder(keyset)
                .addEntry(
                        KeysetHandle.generateEntryFromParameters(
                                        PredefinedHybridParameters
                                                .HPKE_X25519_HKDF_SHA256_AES_128_GCM)
                                .withRandomId()
                                .makePrimary())
                .build();
    }

    private static String publicOf(KeysetHandle keyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
                keyset.getPublicKeysetHandle(), RegistryConfiguration.get());
    }

    private static byte[] sealed(Seal seal) {
        return seal.seal(KEY, "alice", "openai", 1).orElseThrow();
    }

    private static String opened(KeysetHandle keyset, byte[] sealed)
            throws GeneralSecurityException {
        return new String(
                keyset.getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class)
                        .decrypt(sealed, SealedKey.context("alice", "openai", 1)),
                StandardCharsets.UTF_8);
    }

    private static Seal seal(Path file) {
        return new Seal(
                new KeysConfig() {
                    @Override
                    public Optional<Path> publicKeyset() {
                        return Optional.of(file);
                    }

                    @Override
                    public Duration readAgainEvery() {
                        return Duration.ofSeconds(10);
                    }
                });
    }
}
