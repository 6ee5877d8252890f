package dev.holdfast.e2e.browser;

import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.Ids;
import dev.holdfast.e2e.Play;
import dev.holdfast.e2e.Scene;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation of 500 messages, of somebody who has no other; once for all tests of a run. Two
 * questions are asked and answered; the others are copies of the second one's rows, whatever else
 * these have in them.
 *
 * @param answers half of the messages
 */
record LongConversation(String user, UUID id, int answers) {
    private static final int ANSWERS = 250;

    /**
     * A row as text in which its ids and its number are another's, and later by as many
     * milliseconds.
     */
    private static final String COPY =
            """
            insert into TABLE select copy.* from TABLE original, jsonb_populate_record(null::TABLE,
              replace(replace(replace(replace(replace(replace(
                (to_jsonb(original) || jsonb_build_object('created_at',
                  original.created_at + ? * interval '1 millisecond'))::text,
                ?, ?), ?, ?), ?, ?), ?, ?), 'question 2', ?), 'Answer number 2', ?)::jsonb) copy
            where original.id = any(?)
            """;

    static LongConversation make(Scene scene) {
        String user = "historian-" + Long.toHexString(System.nanoTime());
        ChatApi api = scene.api(user);
        UUID id = api.newConversation();
        Ask first = ask(scene, api, id, null, user, 1);
        Ask second = ask(scene, api, id, first.reply, user, 2);
        try (Connection database = scene.database()) {
            copy(database, second);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
        return new LongConversation(user, id, ANSWERS);
    }

    /** Returns when the answer is stored. */
    private static Ask ask(
            Scene scene, ChatApi api, UUID id, @Nullable UUID parent, String user, int number) {
        String prompt = user + ", question " + number;
        scene.provider().answers(prompt, Play.of(text(number)).script());
        UUID question = Ids.next();
        ApiAnswer sent = api.send(id, question, parent, prompt, "openai", "played").expect(202);
        scene.awaitStored(api, id, sent.replyId());
        return new Ask(parent, question, sent.replyId(), sent.generationId(), number);
    }

    private static String text(int number) {
        return "Answer number "
                + number
                + "\n\n"
                + "Some **words** that make a paragraph of it, with `code` and a [link](https://example.org). "
                        .repeat(3)
                + "\n\n- one\n- two\n\n```java\nint answer = 42;\n```\n";
    }

    private static void copy(Connection database, Ask original) throws SQLException {
        try (PreparedStatement messages = copying(database, "message");
                PreparedStatement generations = copying(database, "generation")) {
            Ask last = original;
            for (int number = 3; number <= ANSWERS; number++) {
                last = new Ask(last.reply, Ids.next(), Ids.next(), Ids.next(), number);
                fill(
                        database,
                        messages,
                        original,
                        last,
                        List.of(original.question, original.reply));
                fill(database, generations, original, last, List.of(original.generation));
            }
            messages.executeBatch();
            generations.executeBatch();
        }
    }

    private static PreparedStatement copying(Connection database, String table)
            throws SQLException {
        return database.prepareStatement(COPY.replace("TABLE", table));
    }

    private static void fill(
            Connection database, PreparedStatement statement, Ask from, Ask to, List<UUID> rows)
            throws SQLException {
        statement.setInt(1, to.number);
        List<UUID> old = from.ids();
        List<UUID> fresh = to.ids();
        for (int i = 0; i < old.size(); i++) {
            statement.setString(2 + 2 * i, old.get(i).toString());
            statement.setString(3 + 2 * i, fresh.get(i).toString());
        }
        statement.setString(10, "question " + to.number);
        statement.setString(11, "Answer number " + to.number);
        statement.setArray(12, database.createArrayOf("uuid", rows.toArray()));
        statement.addBatch();
    }

    /**
     * The ids of a question and its answer, as their rows name them. The parent is replaced last:
     * the third question's parent is the second answer, which would be replaced again.
     */
    private record Ask(
            @Nullable UUID parent, UUID question, UUID reply, UUID generation, int number) {
        List<UUID> ids() {
            return List.of(question, reply, generation, Objects.requireNonNull(parent));
        }
    }
}
