package dev.holdfast.stack.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
        byte[] sealed =
                TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(
                                Files.readString(keysets.publicKeyset()),
                                RegistryConfiguration.get())
                        .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class)
                        .encrypt("secret".getBytes(StandardCharsets.UTF_8), context);
        byte[] opened =
                TinkJsonProtoKeysetFormat.parseKeyset(
                                Files.readString(keysets.privateKeyset()),
                                RegistryConfiguration.get(),
                                InsecureSecretKeyAccess.get())
                        .getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class)
                        .decrypt(sealed, context);

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
}
