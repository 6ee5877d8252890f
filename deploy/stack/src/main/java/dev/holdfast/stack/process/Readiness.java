package dev.holdfast.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting until a child serves, or has died, or time is up. */
public final class Readiness {
    /**
     * Between two looks: short at first, since what starts fast pays half of it, and longer later,
     * since what starts slowly has better things to do than to answer.
     */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private static final Duration CALL = Duration.ofSeconds(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CALL)
                    .build();

    private Readiness() {}

    /**
     * @throws IllegalStateException with the child's last lines when it died or is not ready in
     *     time
     */
    public static void await(Child child, Duration patience, BooleanSupplier ready) {
        long end = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE.toMillis();
        while (!ready.getAsBoolean()) {
            if (!child.isAlive()) {
                throw new IllegalStateException(
                        child + " ended while it started:\n" + child.lastWords());
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        child
                                + " is not ready after "
                                + patience.toSeconds()
                                + " s:\n"
                                + child.lastWords());
            }
            pause(pause);
            pause = Math.min(pause * 5 / 4, LONGEST_PAUSE.toMillis());
        }
    }

    public static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) CALL.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public static boolean answersOk(URI address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(CALL).GET().build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + address, e);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
