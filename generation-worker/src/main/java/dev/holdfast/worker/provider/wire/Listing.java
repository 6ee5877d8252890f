package dev.holdfast.worker.provider.wire;

import dev.holdfast.worker.provider.ProviderKey;
import dev.holdfast.worker.provider.ProviderStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server that can be asked which models it has. */
@FunctionalInterface
public interface Listing {

    /**
     * Threads as for {@link dev.holdfast.worker.provider.Provider#stream}. May never end by itself:
     * the caller bounds it.
     *
     * @param heard called at most once
     */
    ProviderStream list(@Nullable ProviderKey key, Consumer<ListAnswer> heard);
}
