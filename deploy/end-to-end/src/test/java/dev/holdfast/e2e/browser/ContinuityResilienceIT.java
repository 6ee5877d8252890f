package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import dev.holdfast.client.StreamClient;
import dev.holdfast.e2e.Play;
import dev.holdfast.e2e.Scene;
import dev.holdfast.stack.local.ServiceProcess;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The network goes, a process is killed, and the person in front of the page loses nothing. */
@ExtendWith(StageExtension.class)
class ContinuityResilienceIT {
    /** What browsers write to their console when a call or a socket finds nobody. */
    private static final String NETWORK =
            "ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket"
                    + " connection to|ERR_NETWORK_CHANGED";

    @Test
    void check20_offlineInMidAnswerAndBackWithoutAGap(Stage stage) {
        // given
        String prompt =
                stage.prompt("Last for ten seconds", Play.markdown(600).tokensPerSecond(60));
        Device device = stage.device(Screen.DESKTOP);
        device.complaints().expect(NETWORK);
        ChatPage chat = device.signIn(stage.user(), "/");
        chat.ask(prompt).awaitTextLength(100);
        UUID conversation = chat.conversation();

        // when the network is away until the answer is over
        device.offline();
        assertThat(chat.notice("offline")).containsText("Reconnecting");
        String before = chat.shownText();
        chat.page().waitForCondition(() -> ended(stage, conversation));
        chat.awaitAnswerIs("streaming");
        device.online();

        // then
        chat.awaitCompleted();
        assertThat(chat.notice("offline")).hasCount(0);
        assertThat(chat.shownText()).hasSizeGreaterThan(before.length());
        StreamingIT.assertEqualsStored(stage, chat, conversation);
    }

    @Test
    void aMessageWrittenOfflineIsSentOnceOnReturn(Stage stage) {
        // given what was loaded is still readable without a network, in two tabs
        Device device = stage.device(Screen.DESKTOP);
        device.complaints().expect(NETWORK);
        ChatPage chat = device.signIn(stage.user(), "/");
        chat.ask(stage.prompt("Before", Play.of("Said before."))).awaitCompleted();
        UUID conversation = chat.conversation();
        ChatPage other = device.open("/c/" + conversation);
        other.awaitText("Said before.");
        device.offline();
        assertThat(chat.notice("offline")).isVisible();

        // when
        String prompt = stage.prompt("Written on a train", Play.of("Answered at the station."));
        chat.ask(prompt);
        assertThat(chat.question()).containsText(prompt);
        assertThat(chat.question()).containsText("Waiting for the network");
        assertThat(chat.answerHtml()).containsText("Said before.");
        assertThat(stage.calls(prompt)).isEmpty();
        device.online();

        // then
        chat.awaitText("Answered at the station.").awaitCompleted();
        other.awaitText("Answered at the station.").awaitCompleted();
        assertThat(chat.question()).not().containsText("Waiting for the network");
        assertThat(chat.questions()).hasCount(2);
        assertThat(other.questions()).hasCount(2);
        assertThat(stage.calls(prompt)).hasSize(1);
    }

    @Test
    void aMessageWrittenOfflineOutlivesThePage(Stage stage) {
        // given
        Device device = stage.device(Screen.DESKTOP);
        device.complaints().expect(NETWORK);
        ChatPage chat = device.signIn(stage.user(), "/");
        chat.ask(stage.prompt("Hello", Play.of("Hello to you."))).awaitCompleted();
        UUID conversation = chat.conversation();
        device.offline();
        String prompt = stage.prompt("Written in a tunnel", Play.of("Out of the tunnel."));
        chat.ask(prompt);
        assertThat(chat.question()).containsText("Waiting for the network");

        // when the tab is closed, and another is opened when the network is back
        chat.page().close();
        device.online();
        ChatPage next = device.open("/c/" + conversation);

        // then
        next.awaitText("Out of the tunnel.").awaitCompleted();
        assertThat(next.questions()).hasCount(2);
        assertThat(stage.calls(prompt)).hasSize(1);
    }

    @Test
    void aKilledGatewayIsSaidAndLosesNothing(Stage stage) {
        // given
        String prompt = stage.prompt("Outlive the gateway", Play.markdown(900).tokensPerSecond(60));
        Device device = stage.device(Screen.DESKTOP);
        device.complaints().expect(NETWORK);
        ChatPage chat = device.signIn(stage.user(), "/");
        chat.ask(prompt).awaitTextLength(100);
        UUID conversation = chat.conversation();

        // when
        ServiceProcess gateway = stage.scene().processes().gateway();
        gateway.kill();
        assertThat(chat.notice("reconnecting")).containsText("Reconnecting");
        gateway.restart();

        // then
        chat.awaitCompleted();
        assertThat(chat.notice("reconnecting")).hasCount(0);
        StreamingIT.assertEqualsStored(stage, chat, conversation);
    }

    @Test
    void check23_aKilledWorkersAnswerIsGoneOnWithAndSaysSo(Stage stage) throws Exception {
        // given a provider that can go on where an answer was cut off
        ChatPage chat = stage.signIn();
        chat.page().locator(".model-button").click();
        chat.page().getByLabel("Search models").fill("holdfast-demo");
        chat.page().keyboard().press("Enter");
        try (StreamClient log = stage.scene().device(stage.user())) {
            log.connect();
            chat.ask("How does an anchor hold?").awaitTextLength(150);
            UUID conversation = chat.conversation();
            JsonNode running = stage.scene().awaitRunning(stage.api(), conversation, 1);
            UUID generation = UUID.fromString(running.at("/generations/0/generationId").asText());
            String worker = Scene.claims(log.view(), generation).getLast().worker();

            // when
            stage.scene().processes().worker(worker).kill();

            // then
            Locator takeover = chat.answer().locator(".takeover");
            assertThat(takeover).containsText("Continued by another worker");
            chat.awaitCompleted();
            takeover.locator("summary").click();
            assertThat(takeover.locator("p")).containsText("attempt 2");
            assertThat(takeover.locator("p")).not().containsText("Worker " + worker + ",");
            StreamingIT.assertEqualsStored(stage, chat, conversation);
            assertThat(chat.answer().locator(".problem")).hasCount(0);
        }
    }

    private static boolean ended(Stage stage, UUID conversation) {
        return stage.api()
                .conversation(conversation)
                .expect(200)
                .body()
                .get("generations")
                .isEmpty();
    }
}
