package dev.holdfast.stack.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetsTest {
    @TempDir Path folder;

    @Test
    void openWhatTheySealed() throws Exception {
        // given
        Keysets keysets = Keysets.in(folder.resolve("keys"));
        byte[] context = "alice".getBytes(StandardCharsets.UTF_8);

        // when
        byte[] sealed = seal(keysets, context);
        byte[] opened = open(keysets, sealed, context);

        // then
        assertThat(opened).asString().isEqualTo("secret");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(keysets.privateKeyset())))
                .isEqualTo("rw-------");
    }

    @Test
    void areMadeOnce() throws Exception {
        Keysets first = Keysets.in(folder);
        String privateKeyset = Files.readString(first.privateKeyset());

        Keysets second = Keysets.in(folder);

        assertThat(second).isEqualTo(first);
        assertThat(Files.readString(second.privateKeyset())).isEqualTo(privateKeyset);
    }

    @Test
    void rotateWithoutLosingWhatWasSealed() throws Exception {
        // given
        Keysets keysets = Keysets.in(folder);
        byte[] context = "alice".getBytes(StandardCharsets.UTF_8);
        byte[] old = seal(keysets, context);
        String oldId = keysets.primaryId();

        // when
        keysets.rotate();

        // then
        byte[] fresh = seal(keysets, context);
        assertThat(open(keysets, old, context)).asString().isEqualTo("secret");
        assertThat(open(keysets, fresh, context)).asString().isEqualTo("secret");
        assertThat(keysets.primaryId()).isNotEqualTo(oldId);
        assertThat(idOf(old)).isEqualTo(oldId);
        assertThat(idOf(fresh)).isEqualTo(keysets.primaryId());
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(keysets.privateKeyset())))
                .isEqualTo("rw-------");

        // when
        keysets.retire();

        // then
        assertThat(open(keysets, fresh, context)).asString().isEqualTo("secret");
        assertThatThrownBy(() -> open(keysets, old, context))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void sayWhichFileIsNoKeysetAndNothingOfItsContent() throws Exception {
        // given
        Keysets keysets = Keysets.in(folder);
        Files.writeString(keysets.privateKeyset(), "{\"secret\": \"s3cret\"");

        // then
        assertThatThrownBy(keysets::rotate)
                .hasMessageContaining("private.json")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    /** Tink puts the key's id behind one byte of version. */
    private static String idOf(byte[] sealed) {
        return HexFormat.of().formatHex(sealed, 1, 5);
    }

    private static byte[] seal(Keysets keysets, byte[] context) throws Exception {
        return TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(
                        Files.readString(keysets.publicKeyset()), RegistryConfiguration.get())
                .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
                .encrypt("secret".getBytes(StandardCharsets.UTF_8), context);
    }

    private static byte[] open(Keysets keysets, byte[] sealed, byte[] context) throws Exception {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                        Files.readString(keysets.privateKeyset()),
                        RegistryConfiguration.get(),
                        InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class)
                .decrypt(sealed, context);
    }
}
