package dev.holdfast.worker.publish;

import java.util.concurrent.CompletionStage;

/** Writes records. */
public interface Publisher {

    /**
     * The stage completes, on any thread, once the broker has the record for good (all replicas in
     * sync). It waits for as long as the broker is away and never fails while the process lives;
     * records that were published one after the other's completion stand in that order, each once.
     *
     * @return where it stands
     */
    CompletionStage<Place> publish(OutgoingRecord outgoing);
}
