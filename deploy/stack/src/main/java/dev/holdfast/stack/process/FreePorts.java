package dev.holdfast.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports nobody listens on. They lie below the range from which the kernel takes ports for outgoing
 * connections: a client that keeps dialling a killed server's port may otherwise be given that very
 * port as its own, connect to itself, and keep the server from coming back.
 *
 * <p>A port that was picked stays this JVM's until the JVM ends, whether anybody listens on it or
 * not: tests run in several JVMs side by side, and a server that was killed wants its port back.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int BEYOND = 32_000;

    /** The byte at a port's number is locked by the JVM that has the port. Never closed. */
    private static final FileChannel TAKEN = open();

    /** Those that this JVM has locked: a JVM's own locks do not keep it from locking again. */
    private static final Set<Integer> OURS = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** Another one at each call. */
    public static int pick() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
            if (isFree(port) && take(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port between " + FIRST + " and " + BEYOND);
    }

    /** Whether a server on the loopback address could take it now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do; the last one's connections in TIME_WAIT are no obstacle.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it was nobody's. */
    static boolean take(int port) {
        if (!OURS.add(port)) {
            return false;
        }
        boolean taken = false;
        try {
            taken = TAKEN.tryLock(port, 1, false) != null;
        } catch (IOException cannotLock) {
            throw new UncheckedIOException(cannotLock);
        } finally {
            if (!taken) {
                OURS.remove(port);
            }
        }
        return taken;
    }

    // Of one user: somebody else's file could not be opened.
    private static FileChannel open() {
        Path file =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "holdfast-ports-" + System.getProperty("user.name"));
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException cannotOpen) {
            throw new UncheckedIOException(cannotOpen);
        }
    }
}
