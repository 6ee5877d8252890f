package dev.holdfast.contracts.log;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a generation, and the message that it produces, has come. */
public enum Status {
    /** Accepted; no run has been counted yet. */
    @JsonProperty("queued")
    QUEUED,
    /** A run was counted and has not ended. */
    @JsonProperty("running")
    RUNNING,
    /** The provider ended the answer. A user's message is {@code completed} from the start. */
    @JsonProperty("completed")
    COMPLETED,
    /** It ended with a problem; what text there is stays. */
    @JsonProperty("failed")
    FAILED,
    /** The user ended it; what text there is stays. */
    @JsonProperty("stopped")
    STOPPED;

    /** Whether nothing follows. */
    public boolean isEnd() {
        return this == COMPLETED || this == FAILED || this == STOPPED;
    }
}
