package dev.holdfast.chat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Health;
import dev.holdfast.contracts.log.ModelRef;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsualModelTest {
    private static final ProviderAdvertised DEMO = provider("demo", Access.SERVER, Health.UP);

    @Test
    void isTheDemoWhereThereIsNothingElse() {
        assertThat(UsualModel.of(List.of(DEMO))).contains(new ModelRef("demo", "demo-1"));
        assertThat(UsualModel.of(List.of())).isEmpty();
    }

    @Test
    void isNeverTheDemoWhereTheOperatorHasSetUpARealOne() {
        ProviderAdvertised real = provider("real", Access.SERVER, Health.UP);
        assertThat(UsualModel.of(List.of(DEMO, real))).contains(new ModelRef("real", "real-1"));
    }

    @Test
    void isNotTheDemoBecauseTheRealOneFailed() {
        ProviderAdvertised failing = provider("real", Access.SERVER, Health.DOWN);
        assertThat(UsualModel.of(List.of(DEMO, failing))).contains(new ModelRef("real", "real-1"));
    }

    @Test
    void isRatherAHealthyOne() {
        ProviderAdvertised failing = provider("a", Access.SERVER, Health.DOWN);
        ProviderAdvertised healthy = provider("b", Access.SERVER, Health.UP);
        assertThat(UsualModel.of(List.of(failing, healthy))).contains(new ModelRef("b", "b-1"));
    }

    @Test
    void isNoneThatWantsAKeyOfTheUser() {
        ProviderAdvertised locked = provider("locked", Access.OWN_KEY, Health.UP);
        assertThat(UsualModel.of(List.of(locked, DEMO))).contains(new ModelRef("demo", "demo-1"));
    }

    private static ProviderAdvertised provider(String id, Access access, Health health) {
        return new ProviderAdvertised(
                id,
                id,
                access,
                health,
                List.of(
                        new ModelOffer(id + "-1", id, List.of(), null),
                        new ModelOffer(id + "-2", id, List.of(), null)),
                "worker",
                Instant.EPOCH);
    }
}
