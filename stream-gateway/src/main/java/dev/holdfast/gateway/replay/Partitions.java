package dev.holdfast.gateway.replay;

import java.util.concurrent.CompletionStage;

/** The partitions that are read because someone needs them. */
public interface Partitions {

    /** Whether the broker answers, and has the log. Thread-safe. */
    boolean areReachable();

    /** Has the user's partition read from now on, until the lease is closed. Thread-safe. */
    Lease acquire(String userId);

    /** One reader's claim on a partition. */
    interface Lease extends AutoCloseable {
        /**
         * Completes when the tail has reached the end of the log as it stood when the partition was
         * first asked for; on any thread. Stays open while the broker is away.
         */
        CompletionStage<Tail> warm();

        /** Idempotent. The partition is read for a while longer, for whoever comes back. */
        @Override
        void close();
    }
}
