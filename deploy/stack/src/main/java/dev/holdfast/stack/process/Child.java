package dev.holdfast.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A running program that dies with this JVM, also when this JVM is killed with SIGKILL: a small
 * shell beside it reads from a pipe that only this JVM holds open, and kills the program when the
 * pipe ends. A shutdown hook alone was rejected because SIGKILL runs none, and {@code
 * PR_SET_PDEATHSIG} because it follows the starting thread and is Linux's alone.
 *
 * <p>Thread-safe. What the program prints is appended to its log file.
 */
public final class Child {
    /** The program takes over the outer shell's pid, so that {@link #pid()} is the program's. */
    private static final String LEASH =
            """
            exec 3<&0
            (trap '' INT TERM HUP; read -r _ <&3; kill -KILL $$) >/dev/null 2>&1 &
            exec "$@" 3<&- </dev/null
            """;

    private final String name;
    private final Path log;
    private final Process process;

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * @param environment added to this JVM's own
     * @param log made when missing, together with its folder
     */
    public static Child start(
            String name, List<String> command, Map<String, String> environment, Path log) {
        List<String> leashed = new ArrayList<>(List.of("sh", "-c", LEASH, name));
        leashed.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(leashed)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new Child(name, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** SIGKILL, and waits until the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /**
     * Asks the program to end, and kills it when it has not ended in time.
     *
     * @return whether it ended by itself
     */
    public boolean stop(StopSignal signal, Duration patience) {
        if (!process.isAlive()) {
            return true;
        }
        switch (signal) {
            // Not process.destroy(), which also closes the pipe and so has the shell kill it.
            case TERM -> process.toHandle().destroy();
            case INT -> signal("INT");
        }
        if (awaitEnd(patience)) {
            return true;
        }
        kill();
        return false;
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    /**
     * {@link #freeze()}, and then those processes below it that are the program's too. Not all of
     * them: the shell of the leash is one, and must stay awake.
     */
    public void freezeWith(Predicate<ProcessHandle> isPrograms) {
        freeze();
        below(isPrograms).forEach(process -> signal("STOP", process.pid()));
    }

    /** Undoes {@link #freezeWith}. */
    public void thawWith(Predicate<ProcessHandle> isPrograms) {
        below(isPrograms).forEach(process -> signal("CONT", process.pid()));
        thaw();
    }

    private List<ProcessHandle> below(Predicate<ProcessHandle> isPrograms) {
        return process.descendants().filter(isPrograms).toList();
    }

    /** The last lines it printed, for an error message. */
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(" + log + " could not be read)";
        }
    }

    private boolean awaitEnd(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Java itself sends SIGTERM and SIGKILL only. */
    private void signal(String signal) {
        signal(signal, pid());
    }

    private void signal(String signal, long pid) {
        try {
            int code =
                    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).start().waitFor();
            if (code != 0 && ProcessHandle.of(pid).isPresent()) {
                throw new IllegalStateException(this + " took no SIG" + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(this + " took no SIG" + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name + "[pid=" + pid() + "]";
    }
}
