package dev.holdfast.worker.provider;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of itself.
 *
 * @param id stable, lower case; what requests name it by
 * @param title as a person reads it
 * @param titleModel its small model that writes conversations' titles; null where it has none
 * @param takesKeys whether a key of a user's own is of use there
 */
public record ProviderProfile(
        String id,
        String title,
        Access access,
        List<ModelOffer> models,
        @Nullable String titleModel,
        boolean takesKeys) {

    public ProviderProfile {
        models = List.copyOf(models);
    }

    /** One that takes keys and writes no titles. */
    public ProviderProfile(String id, String title, Access access, List<ModelOffer> models) {
        this(id, title, access, models, null, true);
    }
}
