package dev.holdfast.chat.trial;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is known of the worth of something that is kept. */
public enum TrialStatus {
    /** A worker has been asked and has not answered yet. */
    @JsonProperty("checking")
    CHECKING,
    /** It was taken. */
    @JsonProperty("works")
    WORKS,
    /** It was not taken, when it was tried or in a later answer. */
    @JsonProperty("refused")
    REFUSED,
    /** It could not be tried; it may work all the same. */
    @JsonProperty("unreachable")
    UNREACHABLE
}
