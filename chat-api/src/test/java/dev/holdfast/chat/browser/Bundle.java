package dev.holdfast.chat.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A module of the web app and all that it imports as one file, and its styles as another beside it,
 * by the same esbuild that the web bundler packages the app with.
 */
public final class Bundle {
    private static final Path APP = Path.of("src/main/resources/web/app");

    /** One per platform; the web bundler unpacks it with the first build of the app. */
    private static final Path ESBUILD = Path.of("node_modules/@esbuild");

    private Bundle() {}

    /**
     * @param module below the app's folder
     * @param name of what is made, without an ending
     */
    public static Path make(String module, String name) {
        Path made = Path.of("target", "bundle", name + ".js");
        try {
            Process esbuild =
                    new ProcessBuilder(
                                    List.of(
                                            executable().toString(),
                                            APP.resolve(module).toString(),
                                            "--bundle",
                                            "--format=esm",
                                            "--outfile=" + made))
                            .redirectErrorStream(true)
                            .start();
            String said = new String(esbuild.getInputStream().readAllBytes(), UTF_8);
            assertThat(esbuild.waitFor(30, TimeUnit.SECONDS)).as(said).isTrue();
            assertThat(esbuild.exitValue()).as(said).isZero();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path executable() throws IOException {
        try (Stream<Path> files = Files.walk(ESBUILD, 3)) {
            return files.filter(file -> file.getFileName().toString().startsWith("esbuild"))
                    .filter(Files::isRegularFile)
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() ->
                            new AssertionError(
                                    "no esbuild in " + ESBUILD + ": package chat-api first"));
        }
    }
}
