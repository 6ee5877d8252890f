package dev.holdfast.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.stack.process.Child;
import dev.holdfast.stack.process.FreePorts;
import dev.holdfast.stack.process.Readiness;
import dev.holdfast.stack.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL server as a child process, as durable as a real one ({@code fsync} and {@code
 * synchronous_commit} are on). It keeps its port and its data over {@link #kill()} and {@link
 * #restart()}. Not thread-safe.
 *
 * <p>The embedding library's own launcher was rejected: its server outlives a killed parent, and it
 * turns durability off.
 */
public final class Postgres implements AutoCloseable {
    private static final String NAME = "holdfast";

    /**
     * What is a letter: full-text search and pg_trgm ask the C library, not the locale provider.
     * macOS has the same table under another name.
     */
    private static final String CHARACTER_TYPES =
            System.getProperty("os.name").startsWith("Mac") ? "en_US.UTF-8" : "C.UTF-8";

    /** Seconds where the machine is idle; CI machines are not. */
    private static final Duration START = Duration.ofMinutes(2);

    /** A field as the single-user server prints it. */
    private static final Pattern ANSWER = Pattern.compile("datctype = \"([^\"]*)\"");

    private static final Duration STOP = Duration.ofSeconds(15);

    private final PostgresAccount account = PostgresAccount.choose();
    private final Path home = PostgresBinaries.unpackedIn(account.cache());
    private final Path data;
    private final Path log;
    private final int port;
    private final boolean knowsLetters;
    private Child child;

    private Postgres(Path dataDir, int port) {
        this.data = dataDir.toAbsolutePath().resolve("data");
        this.log = dataDir.toAbsolutePath().resolve("postgres.log");
        this.port = port;
        if (!Files.exists(data)) {
            initialise();
        }
        removeStaleLock();
        this.knowsLetters = !characterTypes().equals("C");
        this.child = launch();
    }

    /** On a free port. */
    public static Postgres start(Path dataDir) {
        return start(dataDir, FreePorts.pick());
    }

    /** Returns when the server takes statements. */
    public static Postgres start(Path dataDir, int port) {
        return new Postgres(dataDir, port);
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/" + NAME;
    }

    /** In the form that the Vert.x client takes. */
    public String reactiveUrl() {
        return "postgresql://localhost:" + port + "/" + NAME;
    }

    public String username() {
        return NAME;
    }

    public String password() {
        return NAME;
    }

    /**
     * Whether full-text search and trigrams take letters beyond ASCII for letters, and typographic
     * marks for none. A data folder keeps the rules that it was made with; those of earlier
     * versions know ASCII alone. Nothing else is different.
     */
    public boolean knowsLetters() {
        return knowsLetters;
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

    /** SIGKILL; the server's own children notice and go. */
    public void kill() {
        child.kill();
    }

    /** SIGSTOP to the server and all of its processes: connections stay open and say nothing. */
    public void freeze() {
        child.freezeWith(this::isServers);
    }

    public void thaw() {
        child.thawWith(this::isServers);
    }

    private boolean isServers(ProcessHandle process) {
        return process.info().command().filter(program("postgres")::equals).isPresent();
    }

    /** Kills what still runs and starts again. */
    public void restart() {
        child.kill();
        child = launch();
    }

    @Override
    public void close() {
        child.stop(StopSignal.INT, STOP);
    }

    private Child launch() {
        removeStaleLock();
        List<String> command = new ArrayList<>(account.prefix());
        command.addAll(List.of(program("postgres"), "-D", data.toString()));
        for (String setting :
                List.of(
                        "listen_addresses=127.0.0.1",
                        "port=" + port,
                        // A socket's path may be 107 bytes long, and temporary folders are longer.
                        "unix_socket_directories=",
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        "shared_buffers=64MB",
                        "max_connections=100",
                        "timezone=UTC")) {
            command.addAll(List.of("-c", setting));
        }
        Child started = Child.start("postgres", command, Map.of(), log);
        Readiness.await(started, START, () -> lockSaysReady(started.pid()));
        return started;
    }

    /** Beside the final folder, so that whoever is killed here leaves no half of one. */
    private void initialise() {
        Path fresh = data.resolveSibling("data.new");
        try {
            PostgresBinaries.deleteAll(fresh);
            Files.createDirectories(fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
            account.own(fresh);
            Path password = Files.createTempFile("holdfast", ".txt");
            try {
                Files.writeString(password, password());
                account.own(password);
                run(
                        "",
                        "initdb",
                        "--pgdata=" + fresh,
                        "--username=" + username(),
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--lc-ctype=" + CHARACTER_TYPES);
            } finally {
                Files.delete(password);
            }
            run(
                    "create database " + NAME + "\n",
                    "postgres",
                    "--single",
                    "-D",
                    fresh.toString(),
                    "postgres");
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's data folder could not be made", e);
        }
    }

    /** From the data itself, while no server runs on it. */
    private String characterTypes() {
        try {
            String answer =
                    run(
                            "select datctype from pg_database where datname = '" + NAME + "'\n",
                            "postgres",
                            "--single",
                            "-D",
                            data.toString(),
                            "postgres");
            Matcher found = ANSWER.matcher(answer);
            if (!found.find()) {
                throw new IOException("PostgreSQL does not say how it knows letters; see " + log);
            }
            return found.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's data folder could not be read", e);
        }
    }

    /** Returns what the program wrote to its standard output; its errors go to the log. */
    private String run(String input, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(account.prefix());
        command.add(program(program));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException(program + " ended with " + code + "; see " + log);
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + program + " ran", e);
        }
    }

    private String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private Path lock() {
        return data.resolve("postmaster.pid");
    }

    /** The lock's first line is the server's pid, its eighth the server's state. */
    private boolean lockSaysReady(long pid) {
        try {
            List<String> lines = Files.readAllLines(lock());
            return lines.size() >= 8
                    && lines.getFirst().strip().equals(Long.toString(pid))
                    && lines.get(7).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * After a reboot the pid in a killed server's lock may be another program's, and PostgreSQL
     * would refuse to start for it. A server that does live keeps its lock.
     */
    private void removeStaleLock() {
        try {
            if (!Files.exists(lock())) {
                return;
            }
            long pid = Long.parseLong(Files.readAllLines(lock()).getFirst().strip());
            boolean lives =
                    ProcessHandle.of(pid)
                            .flatMap(process -> process.info().command())
                            .filter(command -> command.equals(program("postgres")))
                            .isPresent();
            if (!lives) {
                Files.delete(lock());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
