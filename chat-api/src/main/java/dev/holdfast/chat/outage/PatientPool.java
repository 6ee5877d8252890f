package dev.holdfast.chat.outage;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * The pool of connections, each with an end to its waiting: for PostgreSQL to accept it, and for an
 * answer. A server that is frozen takes connections and statements and never says a word, and they
 * would hang for ever. How long a call waits for one of them is {@link CallLimit}'s: the pool's own
 * timeout was rejected, since Vert.x completes a query twice that failed before the timeout, and
 * each is an error in the log.
 */
@Singleton
class PatientPool implements PgPoolCreator {
    private final DatabaseConfig config;

    PatientPool(DatabaseConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList()
                .forEach(options -> {
                    options.setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()));
                    options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
                    options.setReadIdleTimeout(Math.toIntExact(config.answerTimeout().toMillis()));
                });
        // Zero is none.
        input.poolOptions().setConnectionTimeout(0);
        return PgDriver.INSTANCE.createPool(
                input.vertx(), input.pgConnectOptionsList(), input.poolOptions());
    }
}
