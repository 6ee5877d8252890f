package dev.holdfast.chat.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.chat.problem.Refusal;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Health;
import dev.holdfast.contracts.log.ModelRef;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private Instant now = START;
    private final Catalog catalog = new Catalog(new Ticking());

    @Test
    void choosesNothingBeforeItIsLoaded() {
        // given the demo alone, which another word may follow
        say("one", Health.UP);

        // then
        assertThatThrownBy(catalog::requireLoaded)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.problem().status()).isEqualTo(503);
                            assertThat(refusal.problem().retryAfterSeconds()).isEqualTo(1);
                        });

        // when
        catalog.loaded();

        // then
        assertThatCode(catalog::requireLoaded).doesNotThrowAnyException();
    }

    @Test
    void isUpWhereAnyWorkerSaysSo() {
        // when
        say("one", Health.DOWN);
        say("two", Health.UP);
        say("three", Health.DOWN);

        // then
        assertThat(health()).isEqualTo(Health.UP);
    }

    @Test
    void seesAWorkerThatDied() {
        // given
        say("one", Health.UP);

        // when
        now = START.plus(Catalog.SILENT).minusSeconds(1);
        Health before = health();
        now = START.plus(Catalog.SILENT);

        // then
        assertThat(before).isEqualTo(Health.UP);
        assertThat(health()).isEqualTo(Health.DOWN);
    }

    @Test
    void seesAWorkerThatCameBack() {
        // given
        say("one", Health.UP);
        now = START.plus(Catalog.SILENT);

        // when
        say("one", Health.UP);

        // then
        assertThat(health()).isEqualTo(Health.UP);
    }

    @Test
    void seesAProviderThatItsLastWorkerLost() {
        // given
        say("one", Health.UP);
        say("two", Health.UP);

        // when
        say("one", Health.DOWN);
        Health oneLostIt = health();
        say("two", Health.DOWN);

        // then
        assertThat(oneLostIt).isEqualTo(Health.UP);
        assertThat(health()).isEqualTo(Health.DOWN);
    }

    @Test
    void forgetsWhatWasSaidLongAgo() {
        // given
        say("one", Health.UP);

        // when
        now = START.plus(Catalog.FORGOTTEN);

        // then
        assertThat(catalog.provider("p")).isEmpty();
        assertThat(catalog.providers()).isEmpty();
    }

    @Test
    void takesAllWordsOfAProviderBack() {
        // given
        say("one", Health.UP);
        say("two", Health.DOWN);

        // when
        catalog.remove("p");

        // then
        assertThat(catalog.provider("p")).isEmpty();
    }

    @Test
    void knowsAModelByItsName() {
        // given
        say("one", Health.UP);

        // then
        assertThat(catalog.model(new ModelRef("p", "m"))).isPresent();
        assertThat(catalog.model(new ModelRef("p", "other"))).isEmpty();
        assertThat(catalog.model(new ModelRef("other", "m"))).isEmpty();
    }

    private void say(String worker, Health health) {
        catalog.put(
                new ProviderAdvertised(
                        "p",
                        "P",
                        Access.SERVER,
                        health,
                        List.of(new ModelOffer("m", "M", List.of(), null)),
                        worker,
                        now),
                now);
    }

    private Health health() {
        return catalog.provider("p").orElseThrow().health();
    }

    private final class Ticking extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
