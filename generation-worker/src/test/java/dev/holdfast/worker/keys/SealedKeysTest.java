package dev.holdfast.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.hybrid.PredefinedHybridParameters;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.request.SealedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedKeysTest {
    private static final String SECRET = "sk-only-for-alice";

    @TempDir Path folder;

    @Test
    void opensWhatWasSealedForItsContext() throws Exception {
        // given
        KeysetHandle keyset = newKeyset();
        SealedKeys keys = SealedKeys.of(file(keyset));

        // when
        KeyOpening opening = keys.open("alice", "openai", seal(keyset, "alice", "openai", 3));

        // then
        assertThat(opening)
                .isInstanceOfSatisfying(
                        KeyOpening.Opened.class,
                        opened -> {
                            assertThat(opened.key().reveal()).isEqualTo(SECRET);
                            assertThat(opened.toString()).doesNotContain(SECRET);
                        });
    }

    @Test
    void opensTheKeyOfAnEndpointForItsAddressAlone() throws Exception {
        // given
        SealingForTests sealing = SealingForTests.in(folder);
        SealedKeys keys = SealedKeys.of(sealing.privateKeyset());
        UserEndpoint home = new UserEndpoint("custom:home", "Home", "https://m.example.org/v1");
        UserEndpoint moved = new UserEndpoint("custom:home", "Home", "https://evil.example.org");
        UserEndpoint other = new UserEndpoint("custom:work", "Work", home.baseUrl());

        // when
        SealedKey sealed = sealing.sealFor(SECRET, "alice", home, 3);
        SealedKey ofAProvider = sealing.seal(SECRET, "alice", "custom:home", 3);

        // then
        KeyOpening refused = new KeyOpening.Unreadable();
        assertThat(keys.open("alice", home, sealed))
                .isInstanceOfSatisfying(
                        KeyOpening.Opened.class,
                        opened -> assertThat(opened.key().reveal()).isEqualTo(SECRET));
        assertThat(keys.open("alice", moved, sealed)).isEqualTo(refused);
        assertThat(keys.open("alice", other, sealed)).isEqualTo(refused);
        assertThat(keys.open("bob", home, sealed)).isEqualTo(refused);
        assertThat(keys.open("alice", "custom:home", sealed)).isEqualTo(refused);
        assertThat(keys.open("alice", home, ofAProvider)).isEqualTo(refused);
    }

    @Test
    void doesNotOpenForAnybodyElse() throws Exception {
        // given
        KeysetHandle keyset = newKeyset();
        SealedKeys keys = SealedKeys.of(file(keyset));
        SealedKey sealed = seal(keyset, "alice", "openai", 3);
        SealedKey relabelled = new SealedKey("demo", 3, sealed.ciphertext());
        SealedKey older = new SealedKey("openai", 2, sealed.ciphertext());
        SealedKey garbage = new SealedKey("openai", 3, "no base 64!");

        // then
        KeyOpening refused = new KeyOpening.Unreadable();
        assertThat(keys.open("bob", "openai", sealed)).isEqualTo(refused);
        assertThat(keys.open("alice", "demo", sealed)).isEqualTo(refused);
        assertThat(keys.open("alice", "demo", relabelled)).isEqualTo(refused);
        assertThat(keys.open("alice", "openai", older)).isEqualTo(refused);
        assertThat(keys.open("alice", "openai", garbage)).isEqualTo(refused);
        assertThat(SealedKeys.of(file(newKeyset())).open("alice", "openai", sealed))
                .isEqualTo(refused);
        assertThat(SealedKeys.none().open("alice", "openai", sealed)).isEqualTo(refused);
    }

    @Test
    void followsARotationWithoutBeingMadeAnew() throws Exception {
        // given
        KeysetHandle before = newKeyset();
        Path file = file(before);
        SealedKeys keys = SealedKeys.of(file);
        SealedKey old = seal(before, "alice", "openai", 1);

        // when
        KeysetHandle both =
                KeysetHandle.newBuilder(before)
                        .addEntry(
                                KeysetHandle.generateEntryFromParameters(
                                                PredefinedHybridParameters
                                                        .HPKE_X25519_HKDF_SHA256_AES_128_GCM)
                                        .withRandomId()
                                        .makePrimary())
                        .build();
        SealingForTests.write(both, file);

        // then
        SealedKey fresh = seal(both, "alice", "openai", 2);
        assertThat(keys.open("alice", "openai", fresh)).isInstanceOf(KeyOpening.Opened.class);
        assertThat(keys.open("alice", "openai", old)).isInstanceOf(KeyOpening.Opened.class);

        // when the old one is retired
        SealingForTests.write(
                KeysetHandle.newBuilder()
                        .addEntry(
                                KeysetHandle.importKey(both.getPrimary().getKey())
                                        .withFixedId(both.getPrimary().getId())
                                        .makePrimary())
                        .build(),
                file);
        keys.readAnew();

        // then
        assertThat(keys.open("alice", "openai", fresh)).isInstanceOf(KeyOpening.Opened.class);
        assertThat(keys.open("alice", "openai", old)).isEqualTo(new KeyOpening.Unreadable());
    }

    @Test
    void goesOnWithTheKeysetThatItHasWhereTheNewOneIsOfNoUse() throws Exception {
        // given
        KeysetHandle keyset = newKeyset();
        Path file = file(keyset);
        SealedKeys keys = SealedKeys.of(file);
        SealedKey sealed = seal(keyset, "alice", "openai", 1);

        // when
        Files.writeString(file, "{");
        boolean taken = keys.readAnew();

        // then
        assertThat(taken).isFalse();
        assertThat(keys.open("alice", "openai", sealed)).isInstanceOf(KeyOpening.Opened.class);
    }

    @Test
    void doesNotQuoteAFileThatIsNoKeyset() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("keyset.json"), "{\"secret\": \"s3cret\"");

        // then
        assertThatThrownBy(() -> SealedKeys.of(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keyset.json")
                .hasNoCause()
                .hasMessageNotContaining("s3cret");
    }

    private static KeysetHandle newKeyset() throws GeneralSecurityException {
        HybridConfig.register();
        return KeysetHandle.generateNew(
                HpkeParameters.builder()
                        .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                        .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                        .setAeadId(HpkeParameters.AeadId.AES_128_GCM)
                        .setVariant(HpkeParameters.Variant.TINK)
                        .build(),
                RegistryConfiguration.get());
    }

    private Path file(KeysetHandle keyset) throws GeneralSecurityException, IOException {
        return Files.writeString(
                Files.createTempFile(folder, "private", ".json"),
                TinkJsonProtoKeysetFormat.serializeKeyset(
                        keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    }

    private static SealedKey seal(KeysetHandle keyset, String user, String provider, int version)
            throws GeneralSecurityException {
        byte[] sealed =
                keyset.getPublicKeysetHandle()
                        .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
                        .encrypt(
                                SECRET.getBytes(StandardCharsets.UTF_8),
                                SealedKey.context(user, provider, version));
        return SealedKey.of(provider, version, sealed);
    }
}
