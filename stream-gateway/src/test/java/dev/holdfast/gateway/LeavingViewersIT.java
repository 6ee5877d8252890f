package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.gateway.TestEvents.Run;
import dev.holdfast.stack.raw.LoggedFaults;
import dev.holdfast.stack.raw.RawConnection;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Viewers who leave while an answer is written to them: nobody is called for it. */
@QuarkusTest
@QuarkusTestResource(LogStack.class)
@Timeout(60)
class LeavingViewersIT extends Dialogue {
    /** As many as one user may have. */
    private static final int VIEWERS = 18;

    @Test
    void areForgottenWithoutAWord() {
        Run run = new Run(conversation);
        log.append(user, run.queued());
        log.append(user, run.started());
        try (LoggedFaults faults = LoggedFaults.watch()) {
            // given
            List<RawConnection> viewers = new ArrayList<>();
            for (int i = 0; i < VIEWERS; i++) {
                viewers.add(
                        RawConnection.open(base.getPort()).send(i % 3 == 0 ? socket() : events()));
            }

            // when what is written is more than the sockets take
            for (int i = 0; i < 80; i++) {
                log.append(user, run.progressed("x".repeat(20_000)));
            }
            for (int i = 0; i < VIEWERS; i++) {
                if (i % 2 == 0) {
                    viewers.get(i).close();
                } else {
                    viewers.get(i).reset();
                }
            }

            // then
            StreamClient last = client();
            last.resume(null, conversation);
            last.assertFrame("welcome");
            assertThat(faults.faults()).isEmpty();
        }
    }

    private String events() {
        return "GET /stream/events HTTP/1.1\r\nHost: a\r\n" + authorization() + "\r\n";
    }

    private String socket() {
        String resume =
                "{\"type\":\"resume\",\"cursor\":null,\"watch\":[\"" + conversation + "\"]}";
        return "GET /stream HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + authorization()
                + "\r\n"
                + (char) 0x81
                + (char) (0x80 | resume.length())
                + "\0\0\0\0"
                + resume;
    }

    private String authorization() {
        return "Authorization: Bearer " + stack.issuer().token(user) + "\r\n";
    }
}
