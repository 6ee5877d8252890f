package dev.holdfast.worker.provider.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.content.Content;
import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Role;
import dev.holdfast.contracts.request.GenerationOptions;
import dev.holdfast.contracts.request.PromptMessage;
import dev.holdfast.worker.provider.Completion;
import dev.holdfast.worker.provider.FakeTime;
import dev.holdfast.worker.provider.Heard;
import dev.holdfast.worker.provider.ProviderCall;
import dev.holdfast.worker.provider.ProviderFailure;
import dev.holdfast.worker.provider.ProviderStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DemoProviderTest {
    private static final String FAST = "holdfast-demo-fast";
    private static final Duration LONG = Duration.ofMinutes(10);

    private final FakeTime time = new FakeTime();
    private final DemoProvider demo = new DemoProvider(time);

    @Test
    void answersTheSamePromptTheSame() {
        assertThat(answer("How do tides work?")).isEqualTo(answer("How do tides work?"));
        assertThat(answer("How do tides work?")).contains("tides work");
        assertThat(answer("What is a fjord?")).contains("fjord").doesNotContain("tides");
    }

    @Test
    void usesAllOfMarkdownOverItsAnswers() {
        // when
        String all =
                String.join(
                        "\n",
                        IntStream.range(0, 12).mapToObj(i -> answer("Question " + i)).toList());

        // then
        assertThat(all)
                .contains(
                        "## ",
                        "\n1. ",
                        "\n- [x]",
                        "```",
                        "| approach |",
                        "](https://",
                        "**",
                        "\n> ");
    }

    @Test
    void sayingAPromptBackBringsNoMarkup() {
        assertThat(answer("<script>alert(1)</script> | `x` ](javascript:y)"))
                .doesNotContain("<script", "](javascript");
    }

    @Test
    void goesOnExactlyWhereAnAnswerWasCutOff() {
        // given
        String whole = answer("Cut me");

        // when
        for (int at = 0; at <= whole.length(); at += 37) {
            ProviderCall call = call(FAST, "Cut me", whole.substring(0, at), null);
            Heard heard = new Heard();
            assertThat(demo.keeps(call)).isEqualTo(at);
            demo.stream(call, heard);
            time.pass(LONG);

            // then
            assertThat(whole.substring(0, at) + heard.text()).isEqualTo(whole);
            assertThat(heard.reasoning()).isNotBlank();
        }
    }

    @Test
    void startsAgainFromAnAnswerThatIsNotItsOwn() {
        assertThat(demo.keeps(call(FAST, "Cut me", "Somebody else's", null))).isZero();
    }

    @Test
    void speaksAtAModelsPace() {
        // given
        Heard heard = new Heard();
        demo.stream(call("holdfast-demo", "Pace?", "", null), heard);

        // when
        time.pass(Duration.ofMillis(399));
        String early = heard.reasoning();
        time.pass(Duration.ofMillis(1));
        time.pass(LONG);

        // then
        assertThat(early).isEmpty();
        Completion end = (Completion) heard.onlyEnd();
        assertThat(end.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void speaksAboutFiftyTokensASecond() {
        // given
        Heard heard = new Heard();
        demo.stream(call("holdfast-demo-long", "Pace?", "", null), heard);

        // when
        time.pass(Duration.ofMillis(400));
        time.pass(Duration.ofSeconds(10));

        // then
        int tokens =
                DemoToken.cut(heard.reasoning(), DemoToken.Thought::new).size()
                        + DemoToken.cut(heard.text(), DemoToken.Word::new).size();
        assertThat(tokens).isBetween(450, 550);
    }

    @Test
    void isLongWhereALongAnswerIsAskedFor() {
        // given
        Heard heard = new Heard();

        // when
        demo.stream(call("holdfast-demo-long-fast", "Long?", "", null), heard);
        time.pass(LONG);

        // then
        assertThat(DemoToken.cut(heard.text(), DemoToken.Word::new)).hasSizeGreaterThan(3000);
    }

    @Test
    void saysNothingWhileItIsPausedAndNothingIsLost() {
        // given
        String whole = answer("Pause");
        for (String model : List.of(FAST, "holdfast-demo")) {
            Heard heard = new Heard();
            ProviderStream stream = demo.stream(call(model, "Pause", "", null), heard);

            // when
            for (int i = 0; i < 20; i++) {
                time.pass(Duration.ofMillis(i * 40L));
                stream.pause();
                String before = heard.text();
                time.pass(Duration.ofSeconds(5));
                assertThat(heard.text()).isEqualTo(before);
                stream.resume();
                stream.pause();
                stream.resume();
            }
            time.pass(LONG);

            // then
            assertThat(heard.text()).isEqualTo(whole);
            assertThat(heard.ends).hasSize(1);
        }
    }

    @Test
    void saysNothingOnceItIsCancelled() {
        // given
        Heard heard = new Heard();
        ProviderStream stream = demo.stream(call("holdfast-demo", "Stop", "", null), heard);
        time.pass(Duration.ofSeconds(1));

        // when
        stream.cancel();
        String before = heard.reasoning() + heard.text();
        time.pass(LONG);

        // then
        assertThat(heard.reasoning() + heard.text()).isEqualTo(before);
        assertThat(heard.ends).isEmpty();
    }

    @Test
    void endsAtTheLengthThatIsAskedFor() {
        // given
        Heard heard = new Heard();

        // when
        demo.stream(call(FAST, "Short", "", 5), heard);
        time.pass(LONG);

        // then
        Completion end = (Completion) heard.onlyEnd();
        assertThat(end.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void knowsItsModels() {
        // given
        Heard heard = new Heard();

        // when
        demo.stream(call("gpt-5", "Who?", "", null), heard);
        time.pass(LONG);

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.ModelNotFound());
        assertThat(demo.profile().models()).extracting(each -> each.name()).contains(FAST);
    }

    private String answer(String prompt) {
        Heard heard = new Heard();
        demo.stream(call(FAST, prompt, "", null), heard);
        time.pass(LONG);
        assertThat(heard.ends).hasSize(1);
        return heard.text();
    }

    private static ProviderCall call(
            String model, String prompt, String kept, @Nullable Integer maxTokens) {
        return new ProviderCall(
                model,
                new GenerationOptions(null, maxTokens, null, null),
                List.of(new PromptMessage(Role.USER, Content.ofText(prompt))),
                kept,
                null);
    }
}
