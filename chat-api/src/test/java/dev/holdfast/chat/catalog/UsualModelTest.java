package dev.holdfast.chat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chat.catalog.ModelsView.Access;
import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Health;
import dev.holdfast.contracts.log.ModelRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsualModelTest {
    private static final ModelsView.Provider DEMO = provider("demo", Access.SERVER, Health.UP);
    private static final ModelsView.Provider OPERATORS = provider("z", Access.SERVER, Health.UP);
    private static final ModelsView.Provider OWN_KEY = provider("k", Access.OWN_KEY, Health.UP);
    private static final ModelsView.Provider ENDPOINT =
            provider("custom:a", Access.OWN_KEY, Health.UP);

    @Test
    void isTheDemoWhereThereIsNothingElse() {
        assertThat(UsualModel.of(List.of(DEMO))).contains(new ModelRef("demo", "demo-1"));
        assertThat(UsualModel.of(List.of())).isEmpty();
    }

    @Test
    void isNeverTheDemoWhereTheOperatorHasSetUpARealOne() {
        assertIs("z", DEMO, OPERATORS);
    }

    @Test
    void isNotTheDemoBecauseTheRealOneFailed() {
        assertIs("z", DEMO, provider("z", Access.SERVER, Health.DOWN));
    }

    @Test
    void isRatherAHealthyOne() {
        assertIs("z", provider("a", Access.SERVER, Health.DOWN), OPERATORS);
    }

    @Test
    void isNoneThatWantsAKeyOfTheUser() {
        assertIs("demo", provider("locked", Access.NONE, Health.UP), DEMO);
    }

    @Test
    void isTheOperatorsBeforeOneThatTheUserPaysFor() {
        assertIs("z", ENDPOINT, OWN_KEY, OPERATORS, DEMO);
        assertIs("z", OWN_KEY, provider("z", Access.SERVER, Health.DOWN), DEMO);
    }

    @Test
    void isOneThatTheUserPaysForBeforeTheDemo() {
        assertIs("k", ENDPOINT, OWN_KEY, DEMO);
        assertIs("custom:a", ENDPOINT, DEMO);
    }

    @Test
    void isNoneThatListsNoModel() {
        ModelsView.Provider empty =
                new ModelsView.Provider(
                        "empty", "empty", Health.UP, Access.SERVER, true, List.of());
        assertIs("k", empty, OWN_KEY);
    }

    private static void assertIs(String id, ModelsView.Provider... offered) {
        assertThat(UsualModel.of(List.of(offered))).contains(new ModelRef(id, id + "-1"));
    }

    private static ModelsView.Provider provider(String id, Access access, Health health) {
        return new ModelsView.Provider(
                id,
                id,
                health,
                access,
                true,
                List.of(
                        new ModelOffer(id + "-1", id, List.of(), null),
                        new ModelOffer(id + "-2", id, List.of(), null)));
    }
}
