package dev.holdfast.worker.provider;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Somebody who writes answers.
 *
 * <p>Threads: {@link #stream} is called on a Vert.x event-loop context, and every callback of that
 * call comes on the same context, after {@code stream} has returned. Nothing here blocks, and no
 * thread is held while a call is under way.
 *
 * <p>Ends: at most one of {@link ProviderListener#completed} and {@link ProviderListener#failed}
 * comes, as the last callback; none comes after {@link ProviderStream#cancel}. A plain provider may
 * break both rules; behind {@link GuardedProvider} exactly one comes, in bounded time.
 */
public interface Provider {

    ProviderProfile profile();

    /**
     * How much of an answer that another run began this provider can go on from.
     *
     * @return length of the beginning of {@link ProviderCall#kept} that stays, in UTF-16 code
     *     units; 0 where it can only start again
     */
    int keeps(ProviderCall call);

    /** Begins to stream what follows {@link ProviderCall#kept}. */
    ProviderStream stream(ProviderCall call, ProviderListener listener);

    /**
     * Tries a key with the cheapest call that says something of it. Unless a provider knows a
     * cheaper one, such as its list of models, that is the first word of an answer.
     *
     * <p>Threads as for {@link #stream}. May never end by itself: the caller bounds it.
     *
     * @param heard nothing if the provider took the key, else what it said; called at most once
     */
    default ProviderStream check(ProviderKey key, Consumer<Optional<ProviderFailure>> heard) {
        return FirstWord.of(this, key, heard);
    }
}
