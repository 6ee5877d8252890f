package dev.holdfast.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.worker.provider.ProviderFailure.TimedOut;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuardedProviderTest {
    private static final Completion DONE = new Completion(FinishReason.STOP);

    private final FakeTime time = new FakeTime();
    private final Spoken plain = new Spoken();
    private final Heard heard = new Heard();
    private final ProviderStream stream =
            new GuardedProvider(plain, new Patience(), time, time).stream(Spoken.CALL, heard);

    @Test
    void passesOnOneEndAndNothingAfterIt() {
        // when
        plain.says().answered("a");
        plain.says().failed(new ProviderFailure.CutOff());
        plain.says().completed(DONE);
        plain.says().answered("b");

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.CutOff());
        assertThat(heard.text()).isEqualTo("a");
        assertThat(time.pending()).isZero();
    }

    @Test
    void callsAnEndWithoutAReasonCutOff() {
        // when
        plain.says().answered("a");
        plain.says().completed(new Completion(null));

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.CutOff());
    }

    @Test
    void callsAFilteredEndByItsName() {
        // when
        plain.says().completed(new Completion(FinishReason.CONTENT_FILTER));

        // then
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.ContentFiltered());
    }

    @Test
    void givesUpWithoutAFirstWord() {
        // when
        time.pass(Duration.ofSeconds(9));
        assertThat(heard.ends).isEmpty();
        time.pass(Duration.ofSeconds(1));

        // then
        assertThat(heard.onlyEnd())
                .isEqualTo(new TimedOut(TimedOut.Phase.FIRST_TOKEN, Duration.ofSeconds(10)));
        assertThat(plain.cancelled).isEqualTo(1);
    }

    @Test
    void givesUpOnSilenceAfterAWord() {
        // when
        time.pass(Duration.ofSeconds(8));
        plain.says().reasoned("hm");
        time.pass(Duration.ofSeconds(4));
        plain.says().answered("a");
        time.pass(Duration.ofSeconds(4));
        assertThat(heard.ends).isEmpty();
        time.pass(Duration.ofSeconds(7));

        // then
        assertThat(heard.onlyEnd())
                .isEqualTo(new TimedOut(TimedOut.Phase.NEXT_TOKEN, Duration.ofSeconds(5)));
    }

    @Test
    void givesUpOnAnAnswerWithoutEnd() {
        // when
        for (int i = 0; i < 100; i++) {
            time.pass(Duration.ofSeconds(1));
            plain.says().answered("a");
        }
        time.pass(Duration.ofSeconds(10));

        // then
        assertThat(heard.onlyEnd())
                .isEqualTo(new TimedOut(TimedOut.Phase.WHOLE_ANSWER, Duration.ofSeconds(100)));
        assertThat(plain.cancelled).isEqualTo(1);
    }

    @Test
    void doesNotBlameAProviderThatIsHeldBack() {
        // given
        plain.says().answered("a");

        // when
        stream.pause();
        time.pass(Duration.ofSeconds(40));
        stream.resume();
        time.pass(Duration.ofSeconds(4));

        // then
        assertThat(heard.ends).isEmpty();
        assertThat(plain.paused).isEqualTo(1);
        assertThat(plain.resumed).isEqualTo(1);

        // when
        time.pass(Duration.ofSeconds(7));

        // then
        assertThat(heard.onlyEnd()).isInstanceOf(TimedOut.class);
    }

    @Test
    void saysNothingOnceItIsCancelled() {
        // when
        stream.cancel();
        plain.says().answered("a");
        plain.says().completed(DONE);
        time.pass(Duration.ofSeconds(200));

        // then
        assertThat(heard.ends).isEmpty();
        assertThat(heard.text()).isEmpty();
        assertThat(plain.cancelled).isEqualTo(1);
        assertThat(time.pending()).isZero();
    }
}
