package dev.holdfast.chaos.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.stack.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkTest {
    private final ServerSocket echo = listen();
    private final Link link = new Link("to-echo", FreePorts.pick(), echo.getLocalPort());

    private static ServerSocket listen() {
        try {
            ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            while (true) {
                                Socket socket = server.accept();
                                Thread.ofVirtual().start(() -> repeat(socket));
                            }
                        } catch (IOException closed) {
                            // The test is over.
                        }
                    });
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void repeat(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException gone) {
            // The link was cut.
        }
    }

    private Socket dial() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), link.port());
    }

    private static void say(Socket socket, int word) throws IOException {
        socket.getOutputStream().write(word);
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        echo.close();
    }

    @Test
    void carriesBothWays() throws IOException {
        assertCarries();
    }

    private void assertCarries() throws IOException {
        try (Socket socket = dial()) {
            say(socket, 7);
            assertThat(socket.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void passesOnThatOneSideHasNothingMoreToSay() throws IOException {
        try (Socket socket = dial()) {
            say(socket, 7);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).containsExactly(7);
        }
    }

    @Test
    void resetsWhatThereIsWhenItIsCut() throws IOException {
        try (Socket socket = dial()) {
            say(socket, 7);
            assertThat(socket.getInputStream().read()).isEqualTo(7);
            link.cut();
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(IOException.class);
        }
        assertCarries();
    }

    @Test
    void takesNobodyWhileItRefuses() throws IOException {
        link.refuse(true);
        try (Socket socket = dial()) {
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(IOException.class);
        }
        link.refuse(false);
        assertCarries();
    }

    @Test
    void keepsBackWhatIsSaidWhileItStalls() throws IOException {
        try (Socket socket = dial()) {
            say(socket, 1);
            assertThat(socket.getInputStream().read()).isEqualTo(1);
            link.stall(true);
            say(socket, 2);
            // Long enough for a link that stalls nothing to fail, and nothing that a busy machine
            // could make of one that does.
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            socket.setSoTimeout(0);
            link.stall(false);
            assertThat(socket.getInputStream().read()).isEqualTo(2);
        }
    }
}
