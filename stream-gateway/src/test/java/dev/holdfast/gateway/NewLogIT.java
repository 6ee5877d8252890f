package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.wire.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The log itself changes: it is cut, made anew, or its broker is away. */
@QuarkusTest
@QuarkusTestResource(LogStack.class)
class NewLogIT extends Dialogue {

    @Test
    void resetsEverybodyWhenTheLogIsMadeAnew() {
        // given
        log.append(user, TestEvents.created(conversation));
        StreamClient client = client().resume(null, conversation);
        String old = client.assertFrame("welcome").path("cursor").asText();

        // when
        log.deleteTopic(Topic.Names.CONVERSATION_EVENTS);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> log.makeTopic(Topic.Names.CONVERSATION_EVENTS, 3));

        // then
        String cursor = client.assertReset("cursor-of-another-log");
        log.append(user, TestEvents.renamed(conversation, "In the new log"));
        assertThat(client.eventsUntil("conversation.updated")).hasSize(1);
        client().resume(old, conversation).assertRefused("cursor-of-another-log");
        client().resume(cursor, conversation).assertFrame("welcome");
    }

    @Test
    void resetsACursorWhoseRecordsAreNoLongerKept() {
        // given
        long first = log.append(user, TestEvents.created(conversation));
        String cursor = TestLog.cursor(log.position(user, first));
        for (int i = 0; i < 600; i++) {
            log.send(user, TestEvents.renamed(conversation, "Title " + i));
        }
        log.flush();

        // when
        log.forgetBefore(user, first + 10);

        // then
        client().resume(cursor, conversation).assertRefused("cursor-expired");
    }

    @Test
    void goesOnWhenTheBrokerIsBack() {
        // given
        StreamClient client = client().resume(null, conversation);
        client.assertFrame("welcome");

        // when
        stack.broker().kill();
        stack.broker().restart();
        log.append(user, TestEvents.created(conversation));

        // then
        assertThat(client.eventsUntil("conversation.created")).hasSize(1);
    }
}
