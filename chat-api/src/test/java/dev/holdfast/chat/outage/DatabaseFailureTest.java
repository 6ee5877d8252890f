package dev.holdfast.chat.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08006", "08P01", "53000", "53100", "53200", "53300", "57P01", "57P02",
                "57P03", "57P05", "25006", "58000", "58030"
            })
    void knowsTheStatesOfAServerThatIsAway(String state) {
        assertThat(DatabaseFailure.isAway(refused(state))).isTrue();
        assertThat(DatabaseFailure.isAway(new CompletionException(refused(state)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22P05", "40001", "40P01", "42601", "42P01", "57014", "28P01"})
    void knowsThoseOfAStatementThatIsWrong(String state) {
        assertThat(DatabaseFailure.isAway(refused(state))).isFalse();
    }

    @Test
    void knowsAConnectionThatIsNotThere() {
        assertThat(DatabaseFailure.isAway(new ConnectException("refused"))).isTrue();
        assertThat(
                        DatabaseFailure.isAway(
                                new CompletionException(
                                        new IllegalStateException(
                                                ClosedConnectionException.INSTANCE))))
                .isTrue();
        assertThat(
                        DatabaseFailure.isAway(
                                new VertxException("Timeout waiting for connection", true)))
                .isTrue();
        assertThat(DatabaseFailure.isAway(new NoStackTraceThrowable("Timeout"))).isTrue();
        assertThat(DatabaseFailure.isAway(new TimeoutException())).isTrue();
    }

    @Test
    void knowsABug() {
        assertThat(DatabaseFailure.isAway(new IllegalStateException("Timeout"))).isFalse();
        assertThat(DatabaseFailure.isAway(new NullPointerException())).isFalse();
    }

    private static PgException refused(String state) {
        return new PgException("refused", "FATAL", state, "");
    }
}
