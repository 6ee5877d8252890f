package dev.holdfast.worker.request;

import dev.holdfast.contracts.request.GenerationRequested;
import org.jspecify.annotations.Nullable;

/** What came of reading a record of the queue. */
sealed interface ReadRequest {

    record Understood(GenerationRequested request, @Nullable String traceparent)
            implements ReadRequest {}

    /**
     * @param why for the log; quotes nothing of the record
     */
    record Unreadable(String why) implements ReadRequest {}
}
