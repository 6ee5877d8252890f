package dev.holdfast.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.catalog.ProviderAdvertised.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderHealthTest {
    private final FakeTime time = new FakeTime();
    private final ProviderHealth health = new ProviderHealth(time);
    private final List<String> changes = new ArrayList<>();

    @Test
    void isDownAfterThreeFailuresInARowAndUpAtASuccess() {
        // given
        health.onChange(changes::add);
        health.failed("p");
        health.succeeded("p");

        // when
        health.failed("p");
        health.failed("p");
        Health before = health.of("p");
        health.failed("p");

        // then
        assertThat(before).isEqualTo(Health.UP);
        assertThat(health.of("p")).isEqualTo(Health.DOWN);
        assertThat(health.of("q")).isEqualTo(Health.UP);
        assertThat(changes).containsExactly("p");

        // when
        health.succeeded("p");

        // then
        assertThat(health.of("p")).isEqualTo(Health.UP);
        assertThat(changes).containsExactly("p", "p");
    }

    @Test
    void isUpAgainAfterAWhileWithoutNews() {
        // given
        for (int i = 0; i < 3; i++) {
            health.failed("p");
        }

        // when
        time.pass(Duration.ofSeconds(30));

        // then
        assertThat(health.of("p")).isEqualTo(Health.UP);
    }
}
