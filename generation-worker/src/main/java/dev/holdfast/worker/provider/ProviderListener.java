package dev.holdfast.worker.provider;

/** Hears what a provider says; see {@link Provider} for threads and ends. Must not throw. */
public interface ProviderListener {

    /** A piece of what the model says to itself. */
    void reasoned(String piece);

    /** A piece of the answer. */
    void answered(String piece);

    /** The provider ended the answer. */
    void completed(Completion completion);

    /** There will be no more. */
    void failed(ProviderFailure failure);
}
