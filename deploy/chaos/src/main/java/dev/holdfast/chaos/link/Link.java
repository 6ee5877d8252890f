package dev.holdfast.chaos.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on the loopback address that stands for the network between two parts. It changes
 * nothing while nobody touches it. Thread-safe.
 */
public final class Link implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final String name;
    private final int target;
    private final ServerSocket server;
    private final Set<Pipe> pipes = ConcurrentHashMap.newKeySet();
    private final Gate gate = new Gate();
    private volatile boolean closedToNew;

    /**
     * @param port to listen on
     * @param target the port that is really meant
     */
    public Link(String name, int port, int target) {
        this.name = name;
        this.target = target;
        try {
            this.server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("link-" + name).start(this::accept);
    }

    public String name() {
        return name;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Resets every connection that there is. */
    public void cut() {
        pipes.forEach(Pipe::reset);
    }

    /** From now on every new connection is reset at once, or none any more. */
    public void refuse(boolean refuse) {
        closedToNew = refuse;
    }

    /** From now on no byte passes in either direction, or all that waited. */
    public void stall(boolean stall) {
        gate.close(stall);
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                if (closedToNew) {
                    reset(near);
                } else {
                    Thread.ofVirtual().name("dial-" + name).start(() -> open(near));
                }
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void open(Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            Pipe pipe = new Pipe(near, far);
            pipes.add(pipe);
            if (closedToNew) {
                pipe.reset();
            } else {
                pipe.start();
            }
        } catch (IOException nobodyThere) {
            reset(near);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException gone) {
            // It is closed already, which is what was wanted.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gate.close(false);
        cut();
    }

    /** Two sockets; what comes from one goes to the other. */
    private final class Pipe {
        private final Socket near;
        private final Socket far;

        Pipe(Socket near, Socket far) throws SocketException {
            this.near = near;
            this.far = far;
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
        }

        void start() {
            Thread.ofVirtual().name("to-" + name).start(() -> pump(near, far));
            Thread.ofVirtual().name("from-" + name).start(() -> pump(far, near));
        }

        private void pump(Socket from, Socket to) {
            byte[] bytes = new byte[16 * 1024];
            try {
                while (true) {
                    int read = from.getInputStream().read(bytes);
                    gate.pass();
                    if (read < 0) {
                        to.shutdownOutput();
                        endIfBothWaysEnded();
                        return;
                    }
                    to.getOutputStream().write(bytes, 0, read);
                }
            } catch (IOException broken) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reset();
            }
        }

        private void endIfBothWaysEnded() throws IOException {
            if (near.isOutputShutdown() && far.isOutputShutdown()) {
                pipes.remove(this);
                near.close();
                far.close();
            }
        }

        void reset() {
            pipes.remove(this);
            Link.reset(near);
            Link.reset(far);
        }
    }

    /** Open, or closed until somebody opens it. */
    private static final class Gate {
        private boolean closed;

        synchronized void close(boolean close) {
            closed = close;
            notifyAll();
        }

        synchronized void pass() throws InterruptedException {
            while (closed) {
                wait();
            }
        }
    }
}
