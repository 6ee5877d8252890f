package dev.holdfast.worker.provider;

import java.time.Duration;

/** Things that happen later, on the context of whoever asks. */
public interface Timers {

    /**
     * @return cancels it; harmless once it has run
     */
    Runnable after(Duration delay, Runnable task);

    /** As soon as the present task is done. */
    void soon(Runnable task);
}
