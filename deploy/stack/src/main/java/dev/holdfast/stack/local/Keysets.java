package dev.holdfast.stack.local;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig;
import com.google.crypto.tink.hybrid.PredefinedHybridParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * The pair of keys that users' provider keys are sealed with: chat-api gets the public one, the
 * workers the private one. Made once; without the old private key nothing sealed before can be
 * opened.
 *
 * @param publicKeyset Tink's JSON
 * @param privateKeyset Tink's JSON, in the clear, readable by its owner alone
 */
public record Keysets(Path publicKeyset, Path privateKeyset) {
    /** Those in this folder, made first when there are none. */
    public static Keysets in(Path folder) {
        Keysets keysets =
                new Keysets(folder.resolve("public.json"), folder.resolve("private.json"));
        if (!Files.exists(keysets.publicKeyset)) {
            keysets.make(folder);
        }
        return keysets;
    }

    /** The public one last: it is what {@link #in} looks for. */
    private void make(Path folder) {
        try {
            HybridConfig.register();
            KeysetHandle pair =
                    KeysetHandle.generateNew(
                            PredefinedHybridParameters.HPKE_X25519_HKDF_SHA256_AES_128_GCM,
                            RegistryConfiguration.get());
            Files.createDirectories(folder);
            Files.deleteIfExists(privateKeyset);
            write(
                    privateKeyset,
                    TinkJsonProtoKeysetFormat.serializeKeyset(
                            pair, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()),
                    "rw-------");
            write(
                    publicKeyset,
                    TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
                            pair.getPublicKeysetHandle(), RegistryConfiguration.get()),
                    "rw-r--r--");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keysets could not be made", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The keysets could not be written", e);
        }
    }

    /** With its permissions from the first byte on. */
    private static void write(Path file, String text, String permissions) throws IOException {
        try (var channel =
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(permissions)))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
