package dev.holdfast.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.WaitsFor;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryingProviderTest {
    private static final Completion DONE = new Completion(FinishReason.STOP);

    private final FakeTime time = new FakeTime();
    private final Spoken plain = new Spoken();
    private final Heard heard = new Heard();
    private final ProviderStream stream =
            new RetryingProvider(plain, new Patience(), time, time, new Random(1))
                    .stream(Spoken.CALL, heard);

    @Test
    void callsAgainBeforeTheFirstWord() {
        // when
        plain.says().failed(new ProviderFailure.Unreachable());
        assertThat(plain.calls).hasSize(1);
        time.pass(Duration.ofSeconds(1));

        // then
        assertThat(plain.calls).hasSize(2);

        // when
        plain.says().answered("a");
        plain.says().completed(DONE);

        // then
        assertThat(heard.onlyEnd()).isEqualTo(DONE);
        assertThat(heard.text()).isEqualTo("a");
    }

    @Test
    void doesNotCallAgainAfterAWord() {
        // when
        plain.says().reasoned("hm");
        plain.says().failed(new ProviderFailure.CutOff());
        time.pass(Duration.ofSeconds(60));

        // then
        assertThat(plain.calls).hasSize(1);
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.CutOff());
    }

    @Test
    void doesNotRepeatWhatCannotSucceed() {
        // when
        plain.says().failed(new ProviderFailure.KeyRefused(true));
        time.pass(Duration.ofSeconds(60));

        // then
        assertThat(plain.calls).hasSize(1);
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.KeyRefused(true));
    }

    @Test
    void tellsTheLastFailureWhenItsTriesAreUsedUp() {
        // when
        for (int i = 0; i < 3; i++) {
            plain.says().failed(new ProviderFailure.Broken(500 + i, null));
            time.pass(Duration.ofSeconds(3));
        }

        // then
        assertThat(plain.calls).hasSize(3);
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.Broken(502, null));
    }

    @Test
    void leavesAProviderAloneForAsLongAsItAsks() {
        // when
        plain.says().failed(new ProviderFailure.RateLimited(Duration.ofSeconds(20)));
        time.pass(Duration.ofSeconds(20));
        int early = plain.calls.size();
        time.pass(Duration.ofSeconds(1));

        // then
        assertThat(early).isEqualTo(1);
        assertThat(plain.calls).hasSize(2);
    }

    @Test
    void tellsTheUserWhereTheProviderAsksForTooMuchTime() {
        // when
        plain.says().failed(new ProviderFailure.RateLimited(Duration.ofSeconds(90)));

        // then
        ProviderFailure failure = (ProviderFailure) heard.onlyEnd();
        assertThat(failure.problem("Played").retryAfterSeconds()).isEqualTo(90);
    }

    @Test
    void waitsForAServerThatLoadsItsModelAndSaysSoOnce() {
        // when
        for (int i = 0; i < 20; i++) {
            plain.says().failed(new ProviderFailure.ModelLoading(null));
            time.pass(Duration.ofSeconds(1));
        }
        plain.says().failed(new ProviderFailure.Unreachable());
        time.pass(Duration.ofSeconds(1));
        plain.says().answered("a");
        plain.says().completed(DONE);

        // then
        assertThat(plain.calls).hasSize(22);
        assertThat(heard.waits).containsExactly(WaitsFor.MODEL_LOADING, null);
        assertThat(heard.onlyEnd()).isEqualTo(DONE);
    }

    @Test
    void saysThatItWaitsForALimitUntilItCallsAgain() {
        // when
        plain.says().failed(new ProviderFailure.RateLimited(Duration.ofSeconds(20)));
        List<WaitsFor> whileItWaits = List.copyOf(heard.waits);
        time.pass(Duration.ofSeconds(21));

        // then
        assertThat(whileItWaits).containsExactly(WaitsFor.RATE_LIMIT);
        assertThat(plain.calls).hasSize(2);
        assertThat(heard.waits).containsExactly(WaitsFor.RATE_LIMIT, null);
    }

    @Test
    void saysNothingOfAWaitThatItDoesNotTakeOn() {
        // when
        plain.says().failed(new ProviderFailure.RateLimited(Duration.ofSeconds(90)));

        // then
        assertThat(heard.waits).isEmpty();
    }

    @Test
    void givesUpOnAServerThatLoadsForTooLong() {
        // when
        for (int i = 0; i < 61; i++) {
            plain.says().failed(new ProviderFailure.ModelLoading(null));
            time.pass(Duration.ofSeconds(1));
        }

        // then
        assertThat(plain.calls).hasSize(61);
        assertThat(heard.onlyEnd()).isEqualTo(new ProviderFailure.ModelLoading(null));
    }

    @Test
    void doesNotCallAgainOnceItIsCancelled() {
        // when
        plain.says().failed(new ProviderFailure.Unreachable());
        stream.cancel();
        time.pass(Duration.ofSeconds(60));

        // then
        assertThat(plain.calls).hasSize(1);
        assertThat(heard.ends).isEmpty();
    }
}
