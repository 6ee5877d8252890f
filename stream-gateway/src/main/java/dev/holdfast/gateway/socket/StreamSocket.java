package dev.holdfast.gateway.socket;

import dev.holdfast.contracts.problem.ProblemType;
import dev.holdfast.gateway.session.CloseCode;
import dev.holdfast.gateway.session.Frame;
import dev.holdfast.gateway.session.Session;
import dev.holdfast.gateway.session.Sessions;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The WebSocket of the stream. Callbacks come on the connection's event loop. */
@WebSocket(path = "/stream")
@Singleton
public final class StreamSocket {
    private static final Logger LOG = Logger.getLogger(StreamSocket.class);
    private static final TypedKey<Session> SESSION = new TypedKey<>("holdfast.session");

    private final Sessions sessions;
    private final SessionTimers timers;
    private final SocketConfig config;
    private final ClientFrames frames;

    public StreamSocket(Sessions sessions, SessionTimers timers, SocketConfig config) {
        this.sessions = sessions;
        this.timers = timers;
        this.config = config;
        this.frames = new ClientFrames(config.watched());
    }

    @OnOpen
    @NonBlocking
    void opened(WebSocketConnection socket) {
        Context context = Vertx.currentContext();
        Caller caller = socket.userData().get(UpgradeFacts.CALLER);
        WebSocketOutlet outlet =
                new WebSocketOutlet(
                        socket,
                        socket.userData().get(UpgradeFacts.CONNECTION),
                        context,
                        config.closeGrace());
        Optional<Session> session =
                sessions.open(
                        caller.userId(), outlet, task -> context.runOnContext(_ -> task.run()));
        if (session.isEmpty()) {
            Frame error = new Frame.OfProblem(TooMany.CONNECTIONS);
            outlet.write(error, error.json(), _ -> {});
            outlet.close(CloseCode.TOO_MANY_CONNECTIONS);
            return;
        }
        socket.userData().put(SESSION, session.get());
        BrokenFrames.listen(
                socket.userData().get(UpgradeFacts.CONNECTION),
                fault -> context.runOnContext(_ -> close(session.get(), fault)));
        timers.keep(session.get(), caller.expiresAt());
    }

    @OnTextMessage
    @NonBlocking
    void said(WebSocketConnection socket, String text) {
        Session session = socket.userData().get(SESSION);
        if (session == null || session.isOver()) {
            return;
        }
        session.heard();
        if (isTooLarge(text)) {
            closeAsTooLarge(session);
            return;
        }
        follow(session, frames.read(text));
    }

    private void follow(Session session, ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Resume resume -> session.resume(resume.cursor(), resume.watched());
            case ClientFrame.Ping _ -> session.ping();
            case ClientFrame.Refused refused -> session.refuse(refused.problem());
            case ClientFrame.Watch watch -> {
                if (session.hasResumed()) {
                    session.watch(watch.watched());
                } else {
                    session.close(
                            CloseCode.PROTOCOL_VIOLATED,
                            ProblemType.RESUME_EXPECTED.because(
                                    "A connection begins with a resume."));
                }
            }
        }
    }

    private void close(Session session, BrokenFrames.Fault fault) {
        switch (fault) {
            case TOO_LARGE -> closeAsTooLarge(session);
            case BROKEN ->
                    session.close(
                            CloseCode.PROTOCOL_VIOLATED,
                            ProblemType.MALFORMED_REQUEST.because("That was no WebSocket frame."));
        }
    }

    private void closeAsTooLarge(Session session) {
        session.close(
                CloseCode.FRAME_TOO_LARGE,
                ProblemType.FRAME_TOO_LARGE.because(
                        "A frame has at most " + config.frameBytes() + " bytes."));
    }

    private boolean isTooLarge(String text) {
        return text.length() > config.frameBytes()
                || text.getBytes(StandardCharsets.UTF_8).length > config.frameBytes();
    }

    @OnBinaryMessage
    @NonBlocking
    void saidInBinary(WebSocketConnection socket, Buffer said) {
        Session session = socket.userData().get(SESSION);
        if (session == null || session.isOver()) {
            return;
        }
        session.heard();
        if (said.length() > config.frameBytes()) {
            closeAsTooLarge(session);
        } else {
            session.refuse(ProblemType.UNKNOWN_FRAME.because("Frames are text."));
        }
    }

    @OnPongMessage
    @NonBlocking
    void ponged(WebSocketConnection socket, Buffer ignored) {
        Session session = socket.userData().get(SESSION);
        if (session != null) {
            session.heard();
        }
    }

    @OnClose
    @NonBlocking
    void closed(WebSocketConnection socket) {
        Session session = socket.userData().get(SESSION);
        if (session != null) {
            session.peerGone();
        }
    }

    @OnError
    @NonBlocking
    void broke(WebSocketConnection socket, Throwable failure) {
        Session session = socket.userData().get(SESSION);
        if (session == null || session.isOver()) {
            return;
        }
        if (socket.isClosed()) {
            session.peerGone();
        } else if (isMessageTooLarge(failure)) {
            closeAsTooLarge(session);
        } else {
            LOG.errorf(failure, "a connection broke");
            session.close(CloseCode.INTERNAL_ERROR, null);
        }
    }

    /**
     * Vert.x has no exception of its own for a message in many frames that are too much together.
     */
    private static boolean isMessageTooLarge(Throwable failure) {
        return failure instanceof IllegalStateException
                && String.valueOf(failure.getMessage()).contains("max message size");
    }
}
