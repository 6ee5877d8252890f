package dev.holdfast.chat.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Holds the projection back, as a slow database would: it reads the log and cannot move its
 * position, so that it stores nothing. Goes on when released.
 */
public final class HeldProjection implements AutoCloseable {
    private final Connection database;

    private HeldProjection(Connection database) {
        this.database = database;
    }

    /** A batch that is being stored is stored before this returns. */
    public static HeldProjection hold() {
        try {
            Connection database =
                    DriverManager.getConnection(
                            config("quarkus.datasource.jdbc.url"),
                            config("quarkus.datasource.username"),
                            config("quarkus.datasource.password"));
            database.setAutoCommit(false);
            try (Statement statement = database.createStatement()) {
                statement.execute("select 1 from log_position for update");
            }
            return new HeldProjection(database);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    public void release() {
        close();
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
