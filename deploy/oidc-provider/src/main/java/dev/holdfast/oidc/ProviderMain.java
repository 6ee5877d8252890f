package dev.holdfast.oidc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.logging.LogManager;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.NettyWrapper;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/** Runs until it is killed. It keeps nothing: its signing key is always the same. */
public final class ProviderMain {
    /** The last segment of the issuer's address. */
    static final String ISSUER_ID = "holdfast";

    private ProviderMain() {}

    /**
     * @param args port
     */
    public static void main(String[] args) throws IOException {
        try (InputStream logging = ProviderMain.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        OAuth2Config config =
                new OAuth2Config(
                        true,
                        loginPage().toString(),
                        null,
                        false,
                        new OAuth2TokenProvider(),
                        Set.of(new UserTokens()),
                        new NettyWrapper());
        // "localhost" is what people type; the address behind it is loopback all the same.
        new MockOAuth2Server(config)
                .start(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    }

    /** The library reads the page from a file, and from the class path not at all. */
    private static Path loginPage() {
        try (InputStream page = ProviderMain.class.getResourceAsStream("login.html")) {
            Path file = Files.createTempFile("holdfast-login", ".html");
            file.toFile().deleteOnExit();
            Files.write(file, Objects.requireNonNull(page, "login.html").readAllBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
