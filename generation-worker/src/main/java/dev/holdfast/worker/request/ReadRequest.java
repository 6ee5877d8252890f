package dev.holdfast.worker.request;

import dev.holdfast.contracts.request.EndpointCheckRequested;
import dev.holdfast.contracts.request.GenerationRequested;
import dev.holdfast.contracts.request.KeyCheckRequested;
import dev.holdfast.contracts.request.TitleRequested;
import org.jspecify.annotations.Nullable;

/** What came of reading a record of the queue. */
sealed interface ReadRequest {

    /**
     * @param mayRepeat whether it may have been written, or delivered to a worker, before
     */
    record Understood(GenerationRequested request, @Nullable String traceparent, boolean mayRepeat)
            implements ReadRequest {}

    /** A key is to be tried. */
    record KeyCheck(KeyCheckRequested request, @Nullable String traceparent)
            implements ReadRequest {}

    /** A user's endpoint is to be tried. */
    record EndpointCheck(EndpointCheckRequested request, @Nullable String traceparent)
            implements ReadRequest {}

    /**
     * A conversation wants a title.
     *
     * @param mayRepeat whether it may have been written, or delivered to a worker, before
     */
    record Title(TitleRequested request, @Nullable String traceparent, boolean mayRepeat)
            implements ReadRequest {}

    /** Work of a kind that a later version knows. */
    record Unknown() implements ReadRequest {}

    /**
     * @param why for the log; quotes nothing of the record
     */
    record Unreadable(String why) implements ReadRequest {}
}
