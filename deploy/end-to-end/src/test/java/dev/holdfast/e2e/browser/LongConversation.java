package dev.holdfast.e2e.browser;

import static org.awaitility.Awaitility.await;

import dev.holdfast.client.ApiAnswer;
import dev.holdfast.client.ChatApi;
import dev.holdfast.client.Ids;
import dev.holdfast.e2e.Play;
import dev.holdfast.e2e.Scene;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation of 500 messages, of somebody who has no other. Made over REST, once for all tests
 * of a run.
 *
 * @param answers half of the messages
 */
record LongConversation(String user, UUID id, int answers) {
    private static final int ANSWERS = 250;
    private static final Duration ROOM = Duration.ofSeconds(30);

    static LongConversation make(Scene scene) {
        String user = "historian-" + Long.toHexString(System.nanoTime());
        ChatApi api = scene.api(user);
        UUID id = api.newConversation();
        UUID parent = ask(scene, api, id, null, user, 1);
        for (int number = 2; number <= ANSWERS; number++) {
            parent = ask(scene, api, id, parent, user, number);
        }
        scene.awaitStored(api, id, parent);
        return new LongConversation(user, id, ANSWERS);
    }

    /** Returns the answer's id; the answer need not have ended. */
    private static UUID ask(
            Scene scene, ChatApi api, UUID id, @Nullable UUID parent, String user, int number) {
        String prompt = user + ", question " + number;
        scene.provider().answers(prompt, Play.of(text(number)).script());
        return send(api, id, parent, prompt).replyId();
    }

    private static String text(int number) {
        return "Answer number "
                + number
                + "\n\n"
                + "Some **words** that make a paragraph of it, with `code` and a [link](https://example.org). "
                        .repeat(3)
                + "\n\n- one\n- two\n\n```java\nint answer = "
                + number
                + ";\n```\n";
    }

    /** As soon as the answer before it has ended. */
    private static ApiAnswer send(ChatApi api, UUID id, @Nullable UUID parent, String prompt) {
        UUID message = Ids.next();
        return await("the end of the answer before")
                .atMost(ROOM)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> api.send(id, message, parent, prompt, "openai", "played"),
                        answer -> answer.status() == 202);
    }
}
