package dev.holdfast.chat.catalog;

import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Health;
import dev.holdfast.contracts.endpoint.UserEndpoint;
import dev.holdfast.contracts.log.ModelRef;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What answers a user where nobody chose: a model that the operator pays for; else one of a
 * provider that the user has a key for; else one of an endpoint of their own; among these rather
 * one that does well. The demo only where there is nothing else: an answer that is made up is worse
 * than a failure that says what is wrong. The app has the same rule (store/models.ts), so that what
 * stands below the field is what answers.
 */
final class UsualModel {

    /** The demo after everybody; of several equal ones the first stays first. */
    static final Comparator<ProviderAdvertised> REAL_BEFORE_DEMO =
            Comparator.comparing(ProviderAdvertised::isDemo);

    private static final Comparator<ModelsView.Provider> BEST_FIRST =
            Comparator.comparingInt(UsualModel::rank)
                    .thenComparing(provider -> provider.health() == Health.DOWN);

    private UsualModel() {}

    /**
     * @param offered as this user sees them, in that order
     */
    static Optional<ModelRef> of(List<ModelsView.Provider> offered) {
        return offered.stream()
                .filter(provider -> provider.access() != ModelsView.Access.NONE)
                .filter(provider -> !provider.models().isEmpty())
                .min(BEST_FIRST)
                .map(provider -> new ModelRef(provider.id(), provider.models().getFirst().name()));
    }

    private static int rank(ModelsView.Provider provider) {
        if (provider.isDemo()) {
            return 3;
        }
        if (UserEndpoint.isNamedBy(provider.id())) {
            return 2;
        }
        return provider.access() == ModelsView.Access.SERVER ? 0 : 1;
    }
}
