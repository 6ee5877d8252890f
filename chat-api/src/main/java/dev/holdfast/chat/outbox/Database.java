package dev.holdfast.chat.outbox;

import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How to reach PostgreSQL with a connection of one's own, for what a pool cannot do: to listen, and
 * to hold a lock that ends with the connection and not a moment later.
 */
@ApplicationScoped
class Database {
    private static final String PREFIX = "vertx-reactive:";

    private final String url;
    private final String username;
    private final String password;
    private final OutboxConfig config;

    Database(
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String username,
            @ConfigProperty(name = "quarkus.datasource.password") String password,
            OutboxConfig config) {
        this.url = url.startsWith(PREFIX) ? url.substring(PREFIX.length()) : url;
        this.username = username;
        this.password = password;
        this.config = config;
    }

    PgConnectOptions options() {
        PgConnectOptions options = PgConnectOptions.fromUri(url);
        options.setUser(username).setPassword(password).setCachePreparedStatements(true);
        options.setTcpKeepAlive(true);
        // The seat's lock goes with its connection, and that only when its statement has ended.
        options.addProperty("statement_timeout", Long.toString(config.databaseWithin().toMillis()));
        return options;
    }
}
