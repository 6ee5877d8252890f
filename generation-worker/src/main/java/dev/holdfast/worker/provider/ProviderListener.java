package dev.holdfast.worker.provider;

import dev.holdfast.contracts.log.Usage;
import dev.holdfast.contracts.log.WaitsFor;
import org.jspecify.annotations.Nullable;

/** Hears what a provider says; see {@link Provider} for threads and ends. Must not throw. */
public interface ProviderListener {

    /** A piece of what the model says to itself. */
    void reasoned(String piece);

    /** A piece of the answer. */
    void answered(String piece);

    /**
     * The provider is at work and has no words yet, such as a comment in its stream. Of interest to
     * whoever judges its silence; the others need not hear of it.
     */
    default void stirred() {}

    /**
     * The model was asked to go on from a beginning, and has begun its answer again instead. What
     * it answers from here on is that.
     */
    default void beganAnew() {}

    /** Where the answer comes from, as it is found out; may say again what was said. */
    void cites(Cited citation);

    /**
     * The call waits for something that takes a while and that a person can be told of: until its
     * first word, or until it says that it waits for something else.
     *
     * @param what null where it waits for nothing of the kind any more
     */
    default void waits(@Nullable WaitsFor what) {}

    /**
     * What the call has cost as far as the provider has counted; the last word counts. Comes before
     * the end, whichever that is: an answer that is stopped or fails costs something too.
     */
    default void spent(Usage usage) {}

    /** The provider ended the answer. */
    void completed(Completion completion);

    /** There will be no more. */
    void failed(ProviderFailure failure);
}
