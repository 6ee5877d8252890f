package dev.holdfast.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.holdfast.played.PlayedProvider;
import dev.holdfast.played.Script;
import dev.holdfast.stack.local.HoldfastStack;
import dev.holdfast.stack.local.Service;
import dev.holdfast.stack.local.StackBuilder;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server of one's own, where the operator allows them: with a stack of its own, for that. */
@Timeout(240)
class EndpointsIT {
    private static final String USER = "reader";

    @Test
    void isAddedTriedUsedAndRemoved() {
        try (PlayedProvider server = PlayedProvider.start();
                HoldfastStack stack = stack(server.baseUrl());
                Chromium chromium = Chromium.launch();
                Device here = new Device(chromium.browser(), stack.apiAddress(), Screen.DESKTOP);
                Device there =
                        new Device(chromium.browser(), stack.apiAddress(), Screen.PHONE.dark())) {
            here.complaints().expect("status of 422");
            travel(server, here, there);
            here.complaints().assertNone();
            there.complaints().assertNone();
        }
    }

    private static HoldfastStack stack(URI address) {
        StackBuilder builder = HoldfastStack.builder().workers(1);
        for (Service service : List.of(Service.CHAT_API, Service.GENERATION_WORKER)) {
            builder.environment(service, "HOLDFAST_ENDPOINTS_ALLOWED", "true")
                    .environment(
                            service,
                            "HOLDFAST_ENDPOINTS_ALLOWED_HOSTS",
                            address.getHost() + ":" + address.getPort());
        }
        return builder.start();
    }

    private static void travel(PlayedProvider server, Device here, Device there) {
        // given
        server.playForPrompt("Are you mine?", Script.answer("Yours alone."));
        ChatPage settings = here.signIn(USER, "/settings");
        ChatPage other = there.signIn(USER, "/settings");
        assertThat(other.button("Add an endpoint")).isVisible();

        // when its address leads into the house
        settings.button("Add an endpoint").click();
        settings.page().getByLabel("Name").fill("At home");
        settings.page().getByLabel("Address").fill("https://192.168.1.20/v1");
        settings.button("Save").click();

        // then it is said at that field
        Locator address = settings.page().getByLabel("Address");
        assertThat(address).hasAttribute("aria-invalid", "true");
        assertThat(address).isFocused();
        assertThat(settings.page().locator(".form-line .field-error")).isVisible();

        // when it is one that the operator has listed
        address.fill(server.baseUrl().toString());
        settings.page().getByLabel("Key, if it wants one").fill("sk-of-my-own-server-4711");
        settings.button("Save").click();

        // then what came of it is seen on both devices
        for (ChatPage page : List.of(settings, other)) {
            assertThat(row(page)).containsText("Works, 1 model");
            assertThat(row(page)).containsText("Key ends in 4711");
        }
        take("12-endpoints-desktop-light", settings);
        take("12-endpoints-phone-dark", other);

        // when it is asked
        ChatPage chat = here.open("/");
        chat.page().locator(".model-button").click();
        chat.page().getByLabel("Search models").fill("at home");
        chat.page().getByLabel("Search models").press("Enter");
        chat.ask("Are you mine?").awaitCompleted().awaitText("Yours alone.");

        // when it is taken away
        settings.button("Remove: At home").click();
        settings.button("Remove endpoint").click();

        // then it is gone
        assertThat(row(settings)).hasCount(0);
        assertThat(settings.heading("Endpoints of your own")).isFocused();
        assertThat(server.callsWithPrompt("Are you mine?")).hasSize(1);
    }

    private static Locator row(ChatPage page) {
        return page.page().locator("[data-endpoint=at-home]");
    }

    private static void take(String name, ChatPage page) {
        row(page).scrollIntoViewIfNeeded();
        page.page()
                .screenshot(
                        new Page.ScreenshotOptions()
                                .setPath(
                                        StageExtension.target()
                                                .resolve("screenshots")
                                                .resolve(name + ".png")));
    }
}
