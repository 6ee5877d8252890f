package dev.holdfast.stack.up;

import dev.holdfast.stack.local.HoldfastStack;
import dev.holdfast.stack.local.Supervisor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** One run of {@code deploy/up}: until SIGTERM, or until the script that started it is gone. */
final class Session {
    private static final String DATA_OF_BEFORE =
            "This data was made by an earlier version, whose PostgreSQL takes only ASCII letters"
                + " for letters in searches: everything is there and works as before, and a new"
                + " data folder (another HOLDFAST_DATA, or deploy/up --fresh, which forgets what is"
                + " there) knows every script.";

    private final Options options;
    private final Console console;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Whether there is something that wants an orderly end. */
    private volatile boolean running;

    Session(Options options) {
        this.options = options;
        this.console = new Console(options.json());
    }

    /** Returns after an orderly end. */
    void run() throws IOException, InterruptedException {
        Files.createDirectories(options.dataDir());
        FileLock lock = lock(options.dataDir());
        RunningStack.forget(options.dataDir());
        Runtime.getRuntime().addShutdownHook(new Thread(this::endInOrder, "end-in-order"));
        long start = System.nanoTime();
        HoldfastStack stack = start();
        running = true;
        try {
            Supervisor supervisor = new Supervisor(console::say);
            stack.processes().forEach(supervisor::watch);
            show(stack);
            if (!stack.postgres().knowsLetters()) {
                console.say(DATA_OF_BEFORE);
            }
            console.say(
                    "Ready after %.1f s; Ctrl-C or deploy/down stops it."
                            .formatted(seconds(Duration.ofNanos(System.nanoTime() - start))));
            followParent();
            stop.await();
            console.say("Stopping …");
            supervisor.rest();
            RunningStack.forget(options.dataDir());
            stack.close();
            console.say("Stopped; the data stays in " + options.dataDir());
        } finally {
            lock.release();
            stopped.countDown();
        }
    }

    private HoldfastStack start() {
        return HoldfastStack.builder()
                .dataDir(options.dataDir())
                .ports(ChosenPorts.from(System.getenv()))
                .workers(options.workers())
                .origin(ChosenPorts.livePage(System.getenv()))
                .progress((part, took) ->
                        console.say("  %-20s ready after %4.1f s".formatted(part, seconds(took))))
                .start();
    }

    private void show(HoldfastStack stack) throws IOException {
        RunningStack words = new RunningStack(stack);
        words.note(options.dataDir());
        console.show(options.json() ? words.json() : words.block());
    }

    private void followParent() {
        if (options.parent() == 0) {
            return;
        }
        ProcessHandle.of(options.parent())
                .ifPresentOrElse(
                        parent -> {
                            CompletableFuture<Void> _ = parent.onExit().thenRun(stop::countDown);
                        },
                        stop::countDown);
    }

    /**
     * On SIGTERM. While things are still starting there is nothing to end in order: the children
     * die with this JVM, and nothing has been promised to anyone.
     */
    private void endInOrder() {
        if (!running) {
            return;
        }
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Two stacks on one data folder would ruin it. */
    private static FileLock lock(Path dataDir) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        dataDir.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            throw new Hint("Holdfast is already running here; deploy/down stops it.");
        }
        return lock;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
