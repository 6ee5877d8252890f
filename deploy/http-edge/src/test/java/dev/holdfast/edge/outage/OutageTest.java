package dev.holdfast.edge.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final String NAME = "outage-test";

    private final List<LogRecord> said = new ArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord line) {
                    said.add(line);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
    private Instant now = Instant.EPOCH;
    private final Outage outage =
            new Outage(Logger.getLogger(NAME), "The database", new MovingClock());

    @BeforeEach
    void listen() {
        java.util.logging.Logger.getLogger(NAME).addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        java.util.logging.Logger.getLogger(NAME).removeHandler(handler);
    }

    @Test
    void saysOnceThatItBeginsAndOnceThatItEnds() {
        for (int call = 0; call < 100; call++) {
            outage.noticed(new IllegalStateException("wrapped", new IOException("refused")));
        }
        outage.answered();
        now = now.plusSeconds(2);
        outage.answered();
        outage.answered();
        assertThat(said).hasSize(2);
        assertThat(said).allSatisfy(line -> assertThat(line.getThrown()).isNull());
    }

    @Test
    void doesNotEndWithTheFirstAnswerAmongFailures() {
        outage.noticed(new IOException("refused"));
        outage.answered();
        now = now.plus(Duration.ofMillis(1_999));
        outage.answered();
        outage.noticed(new IOException("refused"));
        now = now.plusSeconds(10);
        outage.answered();
        assertThat(said).hasSize(1);
        assertThat(outage.isOn()).isTrue();
    }

    @Test
    void tellsTheCallerWhenToComeBack() {
        Away away = outage.noticed(new IOException("10.0.0.7 refused"));
        assertThat(away.problem().status()).isEqualTo(503);
        assertThat(away.problem().retryAfterSeconds()).isEqualTo(2);
        assertThat(away.problem().detail()).doesNotContain("10.0.0.7");
        assertThat(away.getStackTrace()).isEmpty();
    }

    private final class MovingClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
