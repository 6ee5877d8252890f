package dev.holdfast.worker.provider;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.contracts.catalog.ProviderAdvertised.Access;
import java.util.List;

/**
 * What a provider says of itself.
 *
 * @param id stable, lower case; what requests name it by
 * @param title as a person reads it
 */
public record ProviderProfile(String id, String title, Access access, List<ModelOffer> models) {

    public ProviderProfile {
        models = List.copyOf(models);
    }
}
