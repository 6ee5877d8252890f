package dev.holdfast.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checked-out repository, in whose {@code target} folders the programs lie. */
public record Repository(Path root) {
    /** The system property {@code holdfast.root}, or the nearest folder above that fits. */
    public static Repository find() {
        String given = System.getProperty("holdfast.root");
        if (given != null) {
            return new Repository(Path.of(given).toAbsolutePath());
        }
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve("deploy/kafka-broker/pom.xml"))) {
                return new Repository(folder);
            }
        }
        throw new IllegalStateException(
                "Not inside Holdfast's repository; set the system property holdfast.root");
    }

    /** The class path of a module that has one of its own: its jar, then its dependencies. */
    public String classPath(String module) {
        Path target = root.resolve("deploy").resolve(module).resolve("target");
        Path jar = target.resolve(module + ".jar");
        Path list = target.resolve("classpath.txt");
        if (!Files.exists(jar) || !Files.exists(list)) {
            throw new IllegalStateException(
                    "deploy/"
                            + module
                            + " is not built yet: run mvn -pl deploy/"
                            + module
                            + " package");
        }
        try {
            return jar + java.io.File.pathSeparator + Files.readString(list).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
