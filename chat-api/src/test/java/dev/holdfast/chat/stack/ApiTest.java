package dev.holdfast.chat.stack;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.holdfast.chat.catalog.Catalog;
import dev.holdfast.chat.identity.Ids;
import dev.holdfast.contracts.wire.Topic;
import dev.holdfast.stack.OidcProvider;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;

/** Calls the service as a user, and looks into its database behind its back. */
@QuarkusTestResource(LocalStack.class)
public abstract class ApiTest {
    @SuppressWarnings("NullAway.Init") // set by LocalStack before each test class
    protected OidcProvider oidc;

    @Inject Catalog catalog;

    /** What the workers would say, were there any. */
    @BeforeEach
    void advertise() {
        if (catalog.provider("own").isEmpty()) {
            Workers.advertise(config("kafka.bootstrap.servers"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> catalog.provider("own").isPresent() && catalog.isLoaded());
        }
    }

    /** A user whom no other test knows. */
    protected static String someone() {
        return "user-" + UUID.randomUUID();
    }

    protected static UUID newId() {
        return Ids.make(Instant.now());
    }

    protected RequestSpecification as(String user) {
        return given().auth().oauth2(oidc.token(user)).contentType(ContentType.JSON);
    }

    protected UUID conversationOf(String user) {
        UUID id = newId();
        as(user).body("{}").put("/api/conversations/" + id).then().statusCode(201);
        return id;
    }

    /** With the demo provider, at the root. */
    protected Response say(String user, UUID conversation, UUID message, String text) {
        return as(user).body(
                        """
                        {"parentId": null, "text": "%s",
                         "model": {"provider": "demo", "name": "holdfast-demo"}}\
                        """
                                .formatted(text))
                .put(messagePath(conversation, message));
    }

    protected static String messagePath(UUID conversation, UUID message) {
        return "/api/conversations/" + conversation + "/messages/" + message;
    }

    /** The first column of every row. */
    protected static List<String> query(String sql, Object... parameters) {
        try (Connection database = database();
                PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Ends what a user has open, as if workers had. */
    protected static void endAllOf(String user) {
        update("update generation set status = 'completed' where owner = ?", user);
        update("update message set status = 'completed' where owner = ?", user);
    }

    protected static void update(String sql, Object... parameters) {
        try (Connection database = database();
                PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** What the log says of a user, by the types of its events. */
    protected static List<String> eventsOf(String user) {
        return TopicReader.typesOf(
                config("kafka.bootstrap.servers"), Topic.CONVERSATION_EVENTS, user);
    }

    protected static Connection database() throws SQLException {
        return DriverManager.getConnection(
                config("quarkus.datasource.jdbc.url"),
                config("quarkus.datasource.username"),
                config("quarkus.datasource.password"));
    }

    protected static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
