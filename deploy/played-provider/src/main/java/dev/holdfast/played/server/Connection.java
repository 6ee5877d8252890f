package dev.holdfast.played.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * One caller's connection. This thread does nothing but read, so that it sees the caller leave
 * while the call's thread still writes, sleeps or is silent.
 */
final class Connection implements Runnable {
    private final long number;
    private final Socket socket;
    private final Exchange exchange;
    private final long openedAt = Clock.micros();
    private volatile @Nullable Long closedAt;

    Connection(long number, Socket socket, Exchange exchange) {
        this.number = number;
        this.socket = socket;
        this.exchange = exchange;
    }

    /** Answers one request; interrupted when the caller has left. */
    interface Exchange {
        void answer(HttpRequest request, HttpResponse response, Connection connection)
                throws IOException, InterruptedException;
    }

    long number() {
        return number;
    }

    long openedAt() {
        return openedAt;
    }

    /** When the caller closed it; null while it is open and when this side closed it. */
    @Nullable Long closedAt() {
        return closedAt;
    }

    /** Closes with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void run() {
        Thread call = null;
        try (socket) {
            socket.setTcpNoDelay(true);
            RequestReader requests =
                    new RequestReader(new BufferedInputStream(socket.getInputStream()));
            HttpRequest request = requests.next();
            while (request != null) {
                if (call != null) {
                    call.join();
                }
                call = start(request);
                request = requests.next();
            }
            closedAt = Clock.micros();
        } catch (IOException e) {
            if (!socket.isClosed()) {
                closedAt = Clock.micros();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (call != null) {
                call.interrupt();
            }
        }
    }

    private Thread start(HttpRequest request) throws IOException {
        HttpResponse response = new HttpResponse(socket.getOutputStream());
        return Thread.ofVirtual()
                .name("call-" + number)
                .start(() -> {
                    try {
                        exchange.answer(request, response, this);
                    } catch (IOException e) {
                        // The caller is gone; the reading side records it.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }
}
