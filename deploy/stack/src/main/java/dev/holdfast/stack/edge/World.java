package dev.holdfast.stack.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The world behind a proxy: every name and every address leads to this machine, at the port that
 * was asked for. A proxy itself, of the simplest kind. Thread-safe.
 */
final class World implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile(":(\\d+)(?:/|$)");

    private final ServerSocket server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private World(ServerSocket server) {
        this.server = server;
    }

    static World open() {
        try {
            World world = new World(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("world").start(world::accept);
            return world;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            byte[] head = head(caller.getInputStream());
            String[] line =
                    new String(head, ISO_8859_1).lines().findFirst().orElse("").split(" ", 3);
            asked.add(line[0] + " " + line[1]);
            Matcher port = PORT.matcher(line[1].replaceFirst("^http://", ""));
            int there = port.find() ? Integer.parseInt(port.group(1)) : 80;
            try (Socket target = new Socket(InetAddress.getLoopbackAddress(), there)) {
                if (line[0].equals("CONNECT")) {
                    caller.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
                } else {
                    target.getOutputStream().write(head);
                }
                Thread back = Thread.ofVirtual().start(() -> pump(target, caller));
                pump(caller, target);
                back.join();
            }
        } catch (IOException gone) {
            asked.add("and nobody was there");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toByteArray();
    }

    private static void pump(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int read = from.getInputStream().read(some);
                    read >= 0;
                    read = from.getInputStream().read(some)) {
                out.write(some, 0, read);
                out.flush();
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            // The other way ends as well.
            return;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
