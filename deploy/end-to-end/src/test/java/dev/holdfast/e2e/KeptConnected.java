package dev.holdfast.e2e;

import dev.holdfast.client.StreamClient;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Brings a device back whenever its connection ends, as a product's client does. */
final class KeptConnected implements AutoCloseable {
    private static final long BETWEEN_TRIES_MILLIS = 200;

    private final StreamClient device;
    private final Thread loop;

    KeptConnected(StreamClient device) {
        this.device = device;
        this.loop = Thread.ofVirtual().name("kept-connected").start(this::run);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                device.connect().closed().get();
            } catch (ExecutionException | TimeoutException notThere) {
                // Tried again below.
            } catch (InterruptedException over) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
            } catch (InterruptedException over) {
                return;
            }
        }
    }

    /** The loop ends at its next step; what it opens after this is closed with the device. */
    @Override
    public void close() {
        loop.interrupt();
    }
}
