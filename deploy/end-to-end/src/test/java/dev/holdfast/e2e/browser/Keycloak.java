package dev.holdfast.e2e.browser;

import static org.awaitility.Awaitility.await;

import dev.holdfast.stack.process.Child;
import dev.holdfast.stack.process.FreePorts;
import dev.holdfast.stack.process.JavaCommand;
import dev.holdfast.stack.process.Readiness;
import dev.holdfast.stack.process.Repository;
import dev.holdfast.stack.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real Keycloak with the realm of {@code deploy/keycloak}, of which two things differ here: where
 * the page lies, and how long an access token lives. Its distribution is unpacked by the build.
 */
final class Keycloak implements AutoCloseable {
    /** The first start of a distribution puts it together, which takes a minute. */
    private static final Duration START = Duration.ofMinutes(4);

    /** With this code it ends after it has put itself together, and wants to be started again. */
    private static final int PUT_TOGETHER = 10;

    private static final Duration STOP = Duration.ofSeconds(10);

    private final int port;
    private final Child child;

    private Keycloak(int port, Child child) {
        this.port = port;
        this.child = child;
    }

    static Keycloak start(URI page, Duration tokenLifetime) {
        Path home = home();
        importRealm(home, page, tokenLifetime);
        int port = FreePorts.pick();
        URI document = URI.create(issuer(port) + "/.well-known/openid-configuration");
        Child child = launch(home, port, false);
        await("Keycloak")
                .atMost(START)
                .until(() -> !child.isAlive() || Readiness.answersOk(document));
        if (child.isAlive()) {
            return new Keycloak(port, child);
        }
        if (child.onExit().join() != PUT_TOGETHER) {
            throw new IllegalStateException("Keycloak died: " + child.lastWords());
        }
        Child again = launch(home, port, true);
        Readiness.await(again, START, () -> Readiness.answersOk(document));
        return new Keycloak(port, again);
    }

    private static Child launch(Path home, int port, boolean isPutTogether) {
        return Child.start(
                "keycloak",
                command(home, port, isPutTogether),
                Map.of(),
                StageExtension.target().resolve("keycloak.log"));
    }

    URI issuer() {
        return issuer(port);
    }

    private static URI issuer(int port) {
        return URI.create("http://localhost:" + port + "/realms/holdfast");
    }

    @Override
    public void close() {
        child.stop(StopSignal.TERM, STOP);
    }

    /**
     * What {@code kc.sh start-dev} runs in the end; the script itself would not take our signals.
     */
    private static List<String> command(Path home, int port, boolean isPutTogether) {
        JavaCommand java = JavaCommand.withHeap("128m", "512m");
        if (isPutTogether) {
            java.flag("-Dkc.config.built=true");
        }
        return java.flag("--add-opens=java.base/java.util=ALL-UNNAMED")
                .flag("--add-opens=java.base/java.util.concurrent=ALL-UNNAMED")
                .flag("--add-opens=java.base/java.security=ALL-UNNAMED")
                .flag("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .flag("--enable-native-access=ALL-UNNAMED")
                .flag("-Dkc.home.dir=" + home)
                .flag("-Djboss.server.config.dir=" + home.resolve("conf"))
                .flag("-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
                .flag("-Dpicocli.disable.closures=true")
                .flag("-Dquarkus-log-max-startup-records=10000")
                .main(
                        home.resolve("lib/quarkus-run.jar").toString(),
                        "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                        "start-dev",
                        "--import-realm",
                        "--http-host=localhost",
                        "--http-port=" + port);
    }

    private static Path home() {
        Path folder = StageExtension.target().resolve("keycloak");
        try (Stream<Path> unpacked = Files.list(folder)) {
            return unpacked.filter(path -> Files.exists(path.resolve("lib/quarkus-run.jar")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No Keycloak in " + folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void importRealm(Path home, URI page, Duration tokenLifetime) {
        try {
            String realm =
                    Files.readString(
                            Repository.find()
                                    .root()
                                    .resolve("deploy/keycloak/holdfast-realm.json"));
            String ours =
                    realm.replace("http://localhost:8080", page.toString())
                            .replace(
                                    "\"accessTokenLifespan\": 300",
                                    "\"accessTokenLifespan\": " + tokenLifetime.toSeconds());
            Path data = home.resolve("data");
            deleteAll(data);
            Path folder = Files.createDirectories(data.resolve("import"));
            Files.writeString(folder.resolve("holdfast-realm.json"), ours);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an earlier run has left: a realm that is there already is not imported. */
    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
