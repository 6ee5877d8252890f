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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Set;

/**
 * The pair of keys that users' provider keys are sealed with: chat-api gets the public one, the
 * workers the private one. Made once; without the old private key nothing sealed before can be
 * opened. The services follow a change of the files without a restart.
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
            Files.createDirectories(folder);
            write(
                    KeysetHandle.generateNew(
                            PredefinedHybridParameters.HPKE_X25519_HKDF_SHA256_AES_128_GCM,
                            RegistryConfiguration.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keysets could not be made", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The keysets could not be written", e);
        }
    }

    /**
     * A new primary, to which keys are sealed from now on; those before stay, so that what was
     * sealed to them can be opened. The private keyset is written first: a worker must know a key
     * before anything is sealed to it.
     */
    public void rotate() {
        change(pair ->
                KeysetHandle.newBuilder(pair)
                        .addEntry(
                                KeysetHandle.generateEntryFromParameters(
                                                PredefinedHybridParameters
                                                        .HPKE_X25519_HKDF_SHA256_AES_128_GCM)
                                        .withRandomId()
                                        .makePrimary())
                        .build());
    }

    /** The primary alone stays. What was sealed to the others can never be opened again. */
    public void retire() {
        change(pair ->
                KeysetHandle.newBuilder()
                        .addEntry(
                                KeysetHandle.importKey(pair.getPrimary().getKey())
                                        .withFixedId(pair.getPrimary().getId())
                                        .makePrimary())
                        .build());
    }

    /**
     * The primary's id as eight hex digits, as they stand in the second to fifth byte of whatever
     * was sealed to it.
     */
    public String primaryId() {
        try {
            return HexFormat.of().toHexDigits(read().getPrimary().getId());
        } catch (GeneralSecurityException | IOException e) {
            throw unreadable();
        }
    }

    private interface Step {
        KeysetHandle of(KeysetHandle pair) throws GeneralSecurityException;
    }

    private void change(Step step) {
        try {
            write(step.of(read()));
        } catch (GeneralSecurityException e) {
            throw unreadable();
        } catch (IOException e) {
            throw new UncheckedIOException("The keysets could not be written", e);
        }
    }

    /** Without a cause: a parser may quote what it could not parse. */
    private IllegalStateException unreadable() {
        return new IllegalStateException(privateKeyset + " is not a private Tink keyset");
    }

    private KeysetHandle read() throws GeneralSecurityException, IOException {
        HybridConfig.register();
        return TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(privateKeyset),
                RegistryConfiguration.get(),
                InsecureSecretKeyAccess.get());
    }

    private void write(KeysetHandle pair) throws GeneralSecurityException, IOException {
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
    }

    /** With its permissions from the first byte on, and in one step for whoever reads it. */
    private static void write(Path file, String text, String permissions) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (var channel =
                Files.newByteChannel(
                        fresh,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(permissions)))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
