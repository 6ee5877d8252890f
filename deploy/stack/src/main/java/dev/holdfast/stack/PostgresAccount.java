package dev.holdfast.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs: it refuses to run as root, and CI machines are root more often than not.
 */
sealed interface PostgresAccount {
    /** Words in front of the command line. */
    List<String> prefix();

    /** Where programs are unpacked to, so that this account can run them. */
    Path cache();

    /** Gives the data folder to the account. */
    void own(Path dataDir);

    static PostgresAccount choose() {
        if (!System.getProperty("user.name").equals("root")) {
            return new Self();
        }
        if (works("unshare", "-U", "true")) {
            return new UserNamespace();
        }
        if (works("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true")) {
            return new Nobody();
        }
        throw new IllegalStateException(
                "PostgreSQL refuses to run as root, and neither unshare -U nor setpriv works here:"
                        + " run this as another user");
    }

    /** An ordinary user. */
    record Self() implements PostgresAccount {
        @Override
        public List<String> prefix() {
            return List.of();
        }

        @Override
        public Path cache() {
            return Path.of(System.getProperty("user.home"), ".cache", "holdfast");
        }

        @Override
        public void own(Path dataDir) {}
    }

    /** Root outside, and no user at all inside: files stay root's, and nothing needs a chown. */
    record UserNamespace() implements PostgresAccount {
        @Override
        public List<String> prefix() {
            return List.of("unshare", "-U");
        }

        @Override
        public Path cache() {
            return new Self().cache();
        }

        @Override
        public void own(Path dataDir) {}
    }

    /** Root in a container that forbids user namespaces. */
    record Nobody() implements PostgresAccount {
        @Override
        public List<String> prefix() {
            return List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        }

        /** Root's home is closed to others. */
        @Override
        public Path cache() {
            return Path.of(System.getProperty("java.io.tmpdir"), "holdfast");
        }

        @Override
        public void own(Path dataDir) {
            try (Stream<Path> files = Files.walk(dataDir)) {
                for (Path file : files.toList()) {
                    Files.setAttribute(file, "unix:uid", 65534);
                    Files.setAttribute(file, "unix:gid", 65534);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
