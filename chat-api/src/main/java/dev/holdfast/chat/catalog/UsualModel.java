package dev.holdfast.chat.catalog;

import dev.holdfast.contracts.catalog.ProviderAdvertised;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Health;
import dev.holdfast.contracts.log.ModelRef;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What answers where nobody chose: a model that the operator pays for, of a provider that does well
 * if there is one. The demo only where the operator has set up nothing else: an answer that is made
 * up is worse than a failure that says what is wrong.
 */
final class UsualModel {

    /** The demo after everybody; of several equal ones the first stays first. */
    static final Comparator<ProviderAdvertised> REAL_BEFORE_DEMO =
            Comparator.comparing(ProviderAdvertised::isDemo);

    private UsualModel() {}

    /**
     * @param advertised in the order in which people see them
     */
    static Optional<ModelRef> of(List<ProviderAdvertised> advertised) {
        return advertised.stream()
                .filter(provider -> provider.access() == Access.SERVER)
                .filter(provider -> !provider.models().isEmpty())
                .min(REAL_BEFORE_DEMO.thenComparing(provider -> provider.health() == Health.DOWN))
                .map(provider ->
                        new ModelRef(provider.provider(), provider.models().getFirst().name()));
    }
}
