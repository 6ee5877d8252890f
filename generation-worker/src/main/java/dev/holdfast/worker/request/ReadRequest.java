package dev.holdfast.worker.request;

import dev.holdfast.worker.work.Delivery;
import dev.holdfast.worker.work.Kind;
import dev.holdfast.worker.work.Taken;

/** What came of reading a record of the queue. */
sealed interface ReadRequest {

    /** Work of a kind that this worker knows. */
    record Work<R>(Kind<R> kind, R request, Delivery delivery) implements ReadRequest {

        Taken begin() {
            return kind.begin(request, delivery);
        }
    }

    /** Work of a kind that a later version knows. */
    record Unknown() implements ReadRequest {}

    /**
     * @param why for the log; quotes nothing of the record
     */
    record Unreadable(String why) implements ReadRequest {}
}
