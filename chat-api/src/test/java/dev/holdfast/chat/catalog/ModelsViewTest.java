package dev.holdfast.chat.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.chat.catalog.ModelsView.Access;
import dev.holdfast.chat.endpoint.OfferedEndpoints;
import dev.holdfast.contracts.catalog.ProviderAdvertised;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelsViewTest {

    @Test
    void aUsersOwnKeyGoesBeforeTheServers() {
        assertThat(seen(ProviderAdvertised.Access.SERVER, true, Set.of("p"), true).access())
                .isEqualTo(Access.OWN_KEY);
        assertThat(seen(ProviderAdvertised.Access.SERVER, true, Set.of(), true).access())
                .isEqualTo(Access.SERVER);
        assertThat(seen(ProviderAdvertised.Access.OWN_KEY, true, Set.of(), true).access())
                .isEqualTo(Access.NONE);
    }

    @Test
    void aKeyIsOfNoUseWhereTheProviderTakesNone() {
        assertThat(seen(ProviderAdvertised.Access.SERVER, false, Set.of(), true).takesKeys())
                .isFalse();
        assertThat(seen(ProviderAdvertised.Access.SERVER, true, Set.of(), true).takesKeys())
                .isTrue();
    }

    @Test
    void aWorkerThatDoesNotSayWhetherItTakesKeysMayTakeThem() {
        assertThat(seen(ProviderAdvertised.Access.SERVER, null, Set.of(), true).takesKeys())
                .isTrue();
    }

    @Test
    void aKeyIsOfNoUseWhereThisServiceCannotKeepIt() {
        assertThat(seen(ProviderAdvertised.Access.SERVER, true, Set.of(), false).takesKeys())
                .isFalse();
    }

    @Test
    void theDemoComesAfterEverythingThatIsReal() {
        assertThat(
                        ModelsView.of(
                                        List.of(advertised("demo"), advertised("z")),
                                        Set.of(),
                                        true,
                                        List.of(
                                                new OfferedEndpoints.Offer(
                                                        "custom:home", "Home", List.of())))
                                .providers())
                .extracting(ModelsView.Provider::id)
                .containsExactly("z", "custom:home", "demo");
    }

    private static ProviderAdvertised advertised(String id) {
        return new ProviderAdvertised(
                id,
                id,
                ProviderAdvertised.Access.SERVER,
                ProviderAdvertised.Health.UP,
                List.of(),
                "worker",
                Instant.EPOCH);
    }

    private static ModelsView.Provider seen(
            ProviderAdvertised.Access access,
            @Nullable Boolean takesKeys,
            Set<String> ownKeys,
            boolean keysAreTaken) {
        ProviderAdvertised advertised =
                new ProviderAdvertised(
                        "p",
                        "P",
                        access,
                        ProviderAdvertised.Health.UP,
                        List.of(),
                        "worker",
                        Instant.EPOCH,
                        takesKeys);
        return ModelsView.of(List.of(advertised), ownKeys, keysAreTaken, List.of())
                .providers()
                .getFirst();
    }
}
