package dev.holdfast.played.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Listens on the loopback address until it is killed. */
public final class ProviderMain {
    /** Callers may arrive all at once. */
    private static final int BACKLOG = 1024;

    private ProviderMain() {}

    /**
     * @param args port
     */
    public static void main(String[] args) throws IOException {
        int port = args.length == 0 ? 9100 : Integer.parseInt(args[0]);
        Provider provider = new Provider();
        try (ServerSocket server =
                new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress())) {
            for (long number = 1; ; number++) {
                Connection connection = new Connection(number, server.accept(), provider);
                Thread.ofVirtual().name("connection-" + number).start(connection);
            }
        }
    }
}
