package dev.holdfast.worker.provider;

/** A call under way. Used on the context on which the call was begun. */
public interface ProviderStream {

    /**
     * Gives the call up: the provider's connection is closed, no callback follows. Any number of
     * times, also after the end.
     */
    void cancel();

    /**
     * Asks for no more until {@link #resume}: the connection is not read, so that TCP holds the
     * provider back. What was read already may still come.
     */
    void pause();

    void resume();
}
