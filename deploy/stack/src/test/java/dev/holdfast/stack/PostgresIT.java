package dev.holdfast.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {
    @TempDir Path folder;

    @Test
    void keepsWhatWasCommittedWhenItIsKilled() throws SQLException {
        try (Postgres postgres = Postgres.start(folder)) {
            // given
            run(postgres, "create table kept (word text)");
            run(postgres, "insert into kept values ('fast')");

            // when
            postgres.kill();
            postgres.restart();

            // then
            assertThat(read(postgres, "select word from kept")).isEqualTo("fast");
        }
    }

    @Test
    void keepsItsDataWhenItIsClosedAndStartedOnAnotherPort() throws SQLException {
        // given
        try (Postgres postgres = Postgres.start(folder)) {
            run(postgres, "create table kept (word text)");
            run(postgres, "insert into kept values ('fast')");
        }

        // when
        try (Postgres postgres = Postgres.start(folder)) {
            // then
            assertThat(read(postgres, "select word from kept")).isEqualTo("fast");
        }
    }

    @Test
    void isDurable() throws SQLException {
        try (Postgres postgres = Postgres.start(folder)) {
            assertThat(read(postgres, "show fsync")).isEqualTo("on");
            assertThat(read(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(read(postgres, "show server_version")).startsWith("18");
        }
    }

    @Test
    void takesLettersBeyondAsciiForLettersAndMarksForMarks() throws SQLException {
        try (Postgres postgres = Postgres.start(folder)) {
            // then
            assertThat(postgres.knowsLetters()).isTrue();
            assertThat(read(postgres, "select to_tsvector('simple', '“Größe” – 注意，正文 🙂')::text"))
                    .isEqualTo("'größe':1 '正文':3 '注意':2");
        }
    }

    @Test
    void saysThatADataFolderOfBeforeKnowsNoLettersAndServesItAllTheSame() throws SQLException {
        // given
        try (Postgres postgres = Postgres.start(folder)) {
            run(postgres, "create table kept (word text)");
            run(postgres, "insert into kept values ('fast')");
            run(postgres, "update pg_database set datctype = 'C'");
        }

        // when
        try (Postgres postgres = Postgres.start(folder)) {
            // then
            assertThat(postgres.knowsLetters()).isFalse();
            assertThat(read(postgres, "select word from kept")).isEqualTo("fast");
        }
    }

    private static void run(Postgres postgres, String statement) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static String read(Postgres postgres, String query) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(Postgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
    }
}
