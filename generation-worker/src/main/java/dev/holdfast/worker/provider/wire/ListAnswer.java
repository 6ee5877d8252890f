package dev.holdfast.worker.provider.wire;

import dev.holdfast.contracts.catalog.ModelOffer;
import dev.holdfast.worker.provider.ProviderFailure;
import java.util.List;

/** What came of asking a server for its list of models. */
public sealed interface ListAnswer {

    record Listed(List<ModelOffer> models) implements ListAnswer {}

    /** It answered, but not with a list, and said nothing of the key. */
    record NoList() implements ListAnswer {}

    record Failed(ProviderFailure failure) implements ListAnswer {}
}
