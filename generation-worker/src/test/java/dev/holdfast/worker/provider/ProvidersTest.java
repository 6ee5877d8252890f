package dev.holdfast.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.log.FinishReason;
import dev.holdfast.contracts.log.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    private final FakeTime time = new FakeTime();
    private final Spoken plain = new Spoken();
    private final Heard heard = new Heard();

    /** Each decorator that forgets one takes it away from everybody. */
    @Test
    void passesOnAllThatAProviderSays() {
        // given
        Providers.decorated(
                List.of(plain),
                new Patience(),
                time,
                time,
                new ProviderHealth(time),
                new SimpleMeterRegistry())
                .named("spoken")
                .orElseThrow()
                .stream(Spoken.CALL, heard);
        Cited cited = new Cited.Page("https://example.com/a", "Bread");
        Completion done = new Completion(FinishReason.STOP);

        // when
        plain.says().stirred();
        plain.says().reasoned("hm");
        plain.says().beganAnew();
        plain.says().answered("Soda");
        plain.says().spent(new Usage(1, 2, null, null));
        plain.says().cites(cited);
        plain.says().completed(done);

        // then
        assertThat(heard.reasoning()).isEqualTo("hm");
        assertThat(heard.began).isEqualTo(1);
        assertThat(heard.text()).isEqualTo("Soda");
        assertThat(heard.citations).containsExactly(cited);
        assertThat(heard.usage).isEqualTo(new Usage(1, 2, null, null));
        assertThat(heard.onlyEnd()).isEqualTo(done);
    }
}
