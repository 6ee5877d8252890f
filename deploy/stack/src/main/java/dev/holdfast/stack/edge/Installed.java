package dev.holdfast.stack.edge;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of the system. */
final class Installed {
    private Installed() {}

    /**
     * @throws IllegalStateException where there is none, with what to do
     */
    static String program(String name) {
        // Servers often lie outside of a user's own path.
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() ->
                        new IllegalStateException(
                                name
                                        + " is missing: install it (apt-get install "
                                        + name
                                        + ") and try again"));
    }
}
