package dev.holdfast.stack.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A private certificate authority, as companies have one: made by the JDK's keytool, and trusted by
 * nobody who was not given its {@link #certificate()}. Not thread-safe.
 */
public final class Authority {
    private static final String PASSWORD = "holdfast";

    private final Path folder;
    private final Path store;
    private final Path certificate;

    private Authority(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("authority.p12");
        this.certificate = folder.resolve("authority.pem");
    }

    /**
     * A server's own.
     *
     * @param certificate PEM
     * @param key PEM, PKCS #8, not encrypted
     */
    public record Issued(Path certificate, Path key) {}

    /**
     * @param folder made where it is missing
     * @param name the common name of its certificate
     */
    public static Authority make(Path folder, String name) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Authority authority = new Authority(folder);
        authority.generate("authority", "CN=" + name, "-ext", "bc:critical=ca:true");
        write(authority.certificate, "CERTIFICATE", authority.encoded("authority"));
        return authority;
    }

    /** PEM: what whoever is to trust it is given. */
    public Path certificate() {
        return certificate;
    }

    /**
     * @param names DNS names; {@code localhost} brings 127.0.0.1 with it
     * @param days until it ends, counted from yesterday: 1 is over, or nearly
     */
    public Issued issue(String alias, List<String> names, int days) {
        List<String> alternatives = new ArrayList<>();
        for (String name : names) {
            alternatives.add("dns:" + name);
            if (name.equals("localhost")) {
                alternatives.add("ip:127.0.0.1");
            }
        }
        generate(
                alias,
                "CN=" + names.getFirst(),
                "-signer",
                "authority",
                "-startdate",
                "-1d",
                "-validity",
                Integer.toString(days),
                "-ext",
                "san=" + String.join(",", alternatives));
        Issued issued = new Issued(folder.resolve(alias + ".pem"), folder.resolve(alias + ".key"));
        write(issued.certificate(), "CERTIFICATE", encoded(alias));
        write(issued.key(), "PRIVATE KEY", key(alias));
        return issued;
    }

    /** That of a client which trusts this authority and no other. */
    public SSLContext trusting() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", opened().getCertificate("authority"));
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void generate(String alias, String name, String... more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                alias,
                                "-dname",
                                name,
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD));
        command.addAll(Arrays.asList(more));
        try {
            Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool made no certificate: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private KeyStore opened() throws GeneralSecurityException, IOException {
        KeyStore opened = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            opened.load(bytes, PASSWORD.toCharArray());
        }
        return opened;
    }

    private byte[] encoded(String alias) {
        try {
            Certificate made = opened().getCertificate(alias);
            return made.getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] key(String alias) {
        try {
            return opened().getKey(alias, PASSWORD.toCharArray()).getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            Files.writeString(
                    file,
                    "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
