package dev.holdfast.stack.raw;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection to a port of this machine, spoken to in bytes. Not thread-safe. */
public final class RawConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket, InputStream in) {
        this.socket = socket;
        this.in = in;
    }

    public static RawConnection open(int port) {
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    Math.toIntExact(PATIENCE.toMillis()));
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.setTcpNoDelay(true);
            return new RawConnection(socket, socket.getInputStream());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Each character is one byte. What the other side no longer takes is dropped. */
    public RawConnection send(String latin1) {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException hungUp) {
            // What it answered before is still to be read.
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return this;
    }

    /** Says that nothing more comes, and still reads. */
    public RawConnection end() {
        try {
            socket.shutdownOutput();
        } catch (IOException hungUp) {
            return this;
        }
        return this;
    }

    /**
     * Leaves without a goodbye, as a device does that lost its network: the other side is reset.
     */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * @return every final response until the other side ends the connection
     * @throws AssertionError if it does not end it, or resets it before it was read
     */
    public List<RawAnswer> answers() {
        List<RawAnswer> answers = new ArrayList<>();
        for (RawAnswer answer = next(); answer != null; answer = next()) {
            if (!answer.isInterim()) {
                answers.add(answer);
            }
        }
        return answers;
    }

    /**
     * @return the next response, whatever its status, or null if the connection ends before it
     * @throws AssertionError if neither comes
     */
    public @Nullable RawAnswer next() {
        try {
            int first = in.read();
            return first < 0 ? null : answer(first);
        } catch (IOException broken) {
            throw new AssertionError("neither an answer nor an end: " + broken, broken);
        }
    }

    /** The next bytes as they come, for what is no HTTP any more. */
    public byte[] read(int length) {
        try {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("the connection ended");
            }
            return bytes;
        } catch (IOException broken) {
            throw new AssertionError("nothing more to read: " + broken, broken);
        }
    }

    /** Whether the other side has ended the connection, and says nothing before. */
    public boolean isEnded() {
        try {
            return in.read() < 0;
        } catch (IOException broken) {
            throw new AssertionError("not ended: " + broken, broken);
        }
    }

    private RawAnswer answer(int first) throws IOException {
        String statusLine = (char) first + line();
        String[] parts = statusLine.split(" ", 3);
        if (!parts[0].startsWith("HTTP/1.") || parts.length < 2) {
            throw new AssertionError("not a response: " + statusLine);
        }
        int status = Integer.parseInt(parts[1]);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        RawAnswer head = new RawAnswer(status, headers, "");
        return new RawAnswer(status, headers, body(head));
    }

    private String body(RawAnswer head) throws IOException {
        if (head.status() < 200 || head.status() == 204 || head.status() == 304) {
            return "";
        }
        if (head.header("transfer-encoding").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        String length = head.header("content-length");
        byte[] body =
                length.isEmpty() ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length));
        return new String(body, StandardCharsets.UTF_8);
    }

    private String chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16);
                size > 0;
                size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toString(StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("ended in the middle of a line: " + line);
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
