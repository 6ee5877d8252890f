package dev.holdfast.stack;

import dev.holdfast.stack.process.Child;
import dev.holdfast.stack.process.FreePorts;
import dev.holdfast.stack.process.JavaCommand;
import dev.holdfast.stack.process.Readiness;
import dev.holdfast.stack.process.Repository;
import dev.holdfast.stack.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The OIDC provider of {@code deploy/oidc-provider} in a JVM of its own. Every user name is known
 * and no password is asked for; it listens on the loopback address only.
 */
public final class OidcProvider implements AutoCloseable {
    /** The public client that pages and scripts sign in with. */
    public static final String CLIENT_ID = "holdfast-web";

    /** Those whom the login page lists. */
    public static final List<String> DEMO_USERS = List.of("alice", "bob");

    /** Seconds where the machine is idle; CI machines are not. */
    private static final Duration START = Duration.ofMinutes(2);

    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(30);
    private static final Pattern ACCESS_TOKEN =
            Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    private final int port;
    private final Path log;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Child child;

    private OidcProvider(int port, Path log) {
        this.port = port;
        this.log = log;
        this.child = launch();
    }

    /** On a free port. */
    public static OidcProvider start() {
        return start(FreePorts.pick());
    }

    public static OidcProvider start(int port) {
        try {
            return start(port, Files.createTempFile("holdfast-oidc", ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the provider answers. */
    public static OidcProvider start(int port, Path log) {
        return new OidcProvider(port, log);
    }

    public URI issuer() {
        return issuer(port);
    }

    /** What {@link #issuer()} of a provider on this port is. */
    public static URI issuer(int port) {
        return URI.create("http://localhost:" + port + "/holdfast");
    }

    /** An access token with the provider's usual lifetime of five minutes. */
    public String token(String user) {
        return requestToken(user, "");
    }

    /**
     * @param lifetime negative for a token that has expired already
     */
    public String token(String user, Duration lifetime) {
        return requestToken(user, "&lifetime=" + lifetime.toSeconds());
    }

    /** A good token that is meant for another service. */
    public String tokenForSomebodyElse(String user) {
        return requestToken(user, "&audience=somebody-else");
    }

    public long pid() {
        return child.pid();
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        child.kill();
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void freeze() {
        child.freeze();
    }

    public void thaw() {
        child.thaw();
    }

    /** Kills what still runs and starts again; tokens given out before stay good. */
    public void restart() {
        child.kill();
        child = launch();
    }

    @Override
    public void close() {
        child.stop(StopSignal.TERM, STOP);
    }

    private Child launch() {
        List<String> command =
                JavaCommand.withHeap("32m", "96m")
                        .main(
                                Repository.find().classPath("oidc-provider"),
                                "dev.holdfast.oidc.ProviderMain",
                                Integer.toString(port));
        Child started = Child.start("oidc", command, Map.of(), log);
        URI document = URI.create(issuer() + "/.well-known/openid-configuration");
        Readiness.await(started, START, () -> Readiness.answersOk(document));
        return started;
    }

    private String requestToken(String user, String more) {
        String form =
                "grant_type=password&password=none&scope=openid&client_id="
                        + CLIENT_ID
                        + "&username="
                        + URLEncoder.encode(user, StandardCharsets.UTF_8)
                        + more;
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(issuer() + "/token"))
                        .timeout(CALL)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        try {
            String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            Matcher token = ACCESS_TOKEN.matcher(answer);
            if (!token.find()) {
                throw new IllegalStateException("The provider gave no token: " + answer);
            }
            return token.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException("The provider gave no token", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for a token", e);
        }
    }
}
