package dev.holdfast.worker.keys;

import dev.holdfast.worker.provider.ProviderKey;

/** What came of opening a sealed key. */
public sealed interface KeyOpening {

    record Opened(ProviderKey key) implements KeyOpening {}

    /**
     * Sealed for another user, provider or version, to another keyset, or damaged; which of them,
     * the cipher does not tell.
     */
    record Unreadable() implements KeyOpening {}
}
